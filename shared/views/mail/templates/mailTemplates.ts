// Generated from mail.mjml by infra/build/mailTemplates.ts; change that file, then run the script.

/** A compiled mail: what comes before the blocks, each block, and what comes after them; [[slots]] are open. */
export interface MailTemplate {
  open: string;
  blocks: Readonly<Record<MailBlockName, string>>;
  close: string;
}

/** The blocks a mail is put together from. */
export type MailBlockName =
  | 'brandName'
  | 'brandLogo'
  | 'heading'
  | 'paragraph'
  | 'button'
  | 'address'
  | 'link'
  | 'fact'
  | 'literal'
  | 'note'
  | 'contact'
  | 'rule'
  | 'small';

/** The mail in both directions of writing. */
export const mailTemplates: Readonly<Record<'ltr' | 'rtl', MailTemplate>> = {
  ltr: {
    open: `<!doctype html>
<html lang="[[lang]]" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<title>[[subject]]</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
a {
color: [[link]];
overflow-wrap: anywhere;
word-break: break-word;
}
@media (max-width: 480px) {
td.block {
padding-left: 20px !important;
padding-right: 20px !important;
}
}
@media (prefers-color-scheme: dark) {
body,
.page,
.page > div {
background-color: #15181c !important;
}
.card,
.card > table {
background-color: #1f2429 !important;
}
.block div,
.block p {
color: #e3e6ea !important;
}
.muted div {
color: #a9b1ba !important;
}
.block a {
color: [[linkDark]] !important;
}
.noteBlock {
background-color: #2a3036 !important;
border-color: [[linkDark]] !important;
}
.button table td {
border: 1px solid #8b949e !important;
}
.button a {
color: [[buttonText]] !important;
}
.rule p {
border-top-color: #3a4149 !important;
}
}
</style>
<meta name="color-scheme" content="light dark" />
<meta name="supported-color-schemes" content="light dark" />
</head>
<body  class="page" style="word-spacing:normal;background-color:#f1f3f5;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">[[preheader]]</div>
<div
aria-label="[[subject]]" aria-roledescription="email" role="article" lang="[[lang]]" dir="ltr" style="word-spacing:normal;background-color:#f1f3f5;"
>
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:600px;" width="600" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  style="margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:24px 12px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="card-outlook" width="600px" ><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:576px;" width="576" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:576px;border-radius:8px;overflow:hidden;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;border-collapse:separate;"
>
<tbody>
<tr>
<td
style="border-radius:8px;direction:ltr;font-size:0px;padding:28px 0 10px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:576px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%"
>
<tbody>`,
    blocks: {
      brandName: `<tr>
<td
align="left" class="block muted" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:15px;font-weight:600;line-height:1.55;text-align:left;color:#57606a;"
>[[name]]</div>
</td>
</tr>`,
      brandLogo: `<tr>
<td
align="left" class="block" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;line-height:1.55;text-align:left;color:#24292f;"
><img
src="[[src]]"
alt="[[name]]"
width="[[widthPx]]"
height="[[heightPx]]"
style="border: 0; display: block"
/></div>
</td>
</tr>`,
      heading: `<tr>
<td
align="left" class="block" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;line-height:1.55;text-align:left;color:#24292f;"
><h1 style="margin: 0; font-size: 24px; line-height: 1.3; font-weight: 600">[[text]]</h1></div>
</td>
</tr>`,
      paragraph: `<tr>
<td
align="left" class="block" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;line-height:1.55;text-align:left;color:#24292f;"
>[[text]]</div>
</td>
</tr>`,
      button: `<tr>
<td
align="left" class="block button" style="font-size:0px;padding:4px 32px 20px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="[[button]]" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:13px 26px;background:[[button]];" valign="middle"
>
<a
href="[[url]]" style="display:inline-block;background:[[button]];color:[[buttonText]];font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;font-weight:600;line-height:1.4;margin:0;text-decoration:none;text-transform:none;padding:13px 26px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
[[label]]
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>`,
      address: `<tr>
<td
align="left" class="block muted" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:14px;line-height:1.55;text-align:left;color:#57606a;"
>[[intro]]<br /><a href="[[url]]" dir="ltr" style="color: [[link]]">[[url]]</a></div>
</td>
</tr>`,
      link: `<tr>
<td
align="left" class="block" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;line-height:1.55;text-align:left;color:#24292f;"
>[[intro]]<br /><a href="[[url]]" dir="ltr" style="color: [[link]]">[[url]]</a></div>
</td>
</tr>`,
      fact: `<tr>
<td
align="left" class="block" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;line-height:1.55;text-align:left;color:#24292f;"
><strong>[[label]]</strong> <span dir="auto">[[value]]</span></div>
</td>
</tr>`,
      literal: `<tr>
<td
align="left" class="block" style="font-size:0px;padding:0 32px 10px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;line-height:1.55;text-align:left;color:#24292f;"
><strong>[[label]]</strong><br /><span
dir="ltr"
style="font-family: Consolas, Menlo, 'Courier New', monospace"
>[[value]]</span
></div>
</td>
</tr>`,
      note: `<tr>
<td
align="left" class="block" style="font-size:0px;padding:0 32px 20px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;line-height:1.55;text-align:left;color:#24292f;"
><div
class="noteBlock"
style="background-color: #f1f3f5; border-left: 4px solid [[link]]; padding: 14px 18px"
>
<strong>[[title]]</strong>
<div dir="auto" style="margin-top: 6px">[[text]]</div>
</div></div>
</td>
</tr>`,
      contact: `<tr>
<td
align="left" class="block" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;line-height:1.55;text-align:left;color:#24292f;"
>[[text]] <a href="mailto:[[email]]" dir="ltr" style="color: [[link]]">[[email]]</a></div>
</td>
</tr>`,
      rule: `<tr>
<td
align="center" class="block rule" style="font-size:0px;padding:8px 32px 20px;word-break:break-word;"
>
<p
style="border-top:solid 1px #d0d7de;font-size:1px;margin:0px auto;width:100%;"
>
</p>
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" style="border-top:solid 1px #d0d7de;font-size:1px;margin:0px auto;width:512px;" role="presentation" width="512px" ><tr><td style="height:0;line-height:0;"> &nbsp;
</td></tr></table><![endif]-->
</td>
</tr>`,
      small: `<tr>
<td
align="left" class="block muted" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:14px;line-height:1.55;text-align:left;color:#57606a;"
>[[text]]</div>
</td>
</tr>`,
    },
    close: `</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</div>
</body>
</html>`,
  },
  rtl: {
    open: `<!doctype html>
<html lang="[[lang]]" dir="rtl" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<title>[[subject]]</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
a {
color: [[link]];
overflow-wrap: anywhere;
word-break: break-word;
}
@media (max-width: 480px) {
td.block {
padding-left: 20px !important;
padding-right: 20px !important;
}
}
@media (prefers-color-scheme: dark) {
body,
.page,
.page > div {
background-color: #15181c !important;
}
.card,
.card > table {
background-color: #1f2429 !important;
}
.block div,
.block p {
color: #e3e6ea !important;
}
.muted div {
color: #a9b1ba !important;
}
.block a {
color: [[linkDark]] !important;
}
.noteBlock {
background-color: #2a3036 !important;
border-color: [[linkDark]] !important;
}
.button table td {
border: 1px solid #8b949e !important;
}
.button a {
color: [[buttonText]] !important;
}
.rule p {
border-top-color: #3a4149 !important;
}
}
</style>
<meta name="color-scheme" content="light dark" />
<meta name="supported-color-schemes" content="light dark" />
</head>
<body  class="page" style="word-spacing:normal;background-color:#f1f3f5;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">[[preheader]]</div>
<div
aria-label="[[subject]]" aria-roledescription="email" role="article" lang="[[lang]]" dir="rtl" style="word-spacing:normal;background-color:#f1f3f5;"
>
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:600px;" width="600" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  style="margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"
>
<tbody>
<tr>
<td
style="direction:rtl;font-size:0px;padding:24px 12px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="card-outlook" width="600px" ><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:576px;" width="576" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="card" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:576px;border-radius:8px;overflow:hidden;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;border-collapse:separate;"
>
<tbody>
<tr>
<td
style="border-radius:8px;direction:rtl;font-size:0px;padding:28px 0 10px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:576px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:rtl;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%"
>
<tbody>`,
    blocks: {
      brandName: `<tr>
<td
align="right" class="block muted" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:15px;font-weight:600;line-height:1.55;text-align:right;color:#57606a;"
>[[name]]</div>
</td>
</tr>`,
      brandLogo: `<tr>
<td
align="right" class="block" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;line-height:1.55;text-align:right;color:#24292f;"
><img
src="[[src]]"
alt="[[name]]"
width="[[widthPx]]"
height="[[heightPx]]"
style="border: 0; display: block"
/></div>
</td>
</tr>`,
      heading: `<tr>
<td
align="right" class="block" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;line-height:1.55;text-align:right;color:#24292f;"
><h1 style="margin: 0; font-size: 24px; line-height: 1.3; font-weight: 600">[[text]]</h1></div>
</td>
</tr>`,
      paragraph: `<tr>
<td
align="right" class="block" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;line-height:1.55;text-align:right;color:#24292f;"
>[[text]]</div>
</td>
</tr>`,
      button: `<tr>
<td
align="right" class="block button" style="font-size:0px;padding:4px 32px 20px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="[[button]]" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:13px 26px;background:[[button]];" valign="middle"
>
<a
href="[[url]]" style="display:inline-block;background:[[button]];color:[[buttonText]];font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;font-weight:600;line-height:1.4;margin:0;text-decoration:none;text-transform:none;padding:13px 26px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
[[label]]
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>`,
      address: `<tr>
<td
align="right" class="block muted" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:14px;line-height:1.55;text-align:right;color:#57606a;"
>[[intro]]<br /><a href="[[url]]" dir="ltr" style="color: [[link]]">[[url]]</a></div>
</td>
</tr>`,
      link: `<tr>
<td
align="right" class="block" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;line-height:1.55;text-align:right;color:#24292f;"
>[[intro]]<br /><a href="[[url]]" dir="ltr" style="color: [[link]]">[[url]]</a></div>
</td>
</tr>`,
      fact: `<tr>
<td
align="right" class="block" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;line-height:1.55;text-align:right;color:#24292f;"
><strong>[[label]]</strong> <span dir="auto">[[value]]</span></div>
</td>
</tr>`,
      literal: `<tr>
<td
align="right" class="block" style="font-size:0px;padding:0 32px 10px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;line-height:1.55;text-align:right;color:#24292f;"
><strong>[[label]]</strong><br /><span
dir="ltr"
style="font-family: Consolas, Menlo, 'Courier New', monospace"
>[[value]]</span
></div>
</td>
</tr>`,
      note: `<tr>
<td
align="right" class="block" style="font-size:0px;padding:0 32px 20px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;line-height:1.55;text-align:right;color:#24292f;"
><div
class="noteBlock"
style="background-color: #f1f3f5; border-right: 4px solid [[link]]; padding: 14px 18px"
>
<strong>[[title]]</strong>
<div dir="auto" style="margin-top: 6px">[[text]]</div>
</div></div>
</td>
</tr>`,
      contact: `<tr>
<td
align="right" class="block" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:16px;line-height:1.55;text-align:right;color:#24292f;"
>[[text]] <a href="mailto:[[email]]" dir="ltr" style="color: [[link]]">[[email]]</a></div>
</td>
</tr>`,
      rule: `<tr>
<td
align="center" class="block rule" style="font-size:0px;padding:8px 32px 20px;word-break:break-word;"
>
<p
style="border-top:solid 1px #d0d7de;font-size:1px;margin:0px auto;width:100%;"
>
</p>
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" style="border-top:solid 1px #d0d7de;font-size:1px;margin:0px auto;width:512px;" role="presentation" width="512px" ><tr><td style="height:0;line-height:0;"> &nbsp;
</td></tr></table><![endif]-->
</td>
</tr>`,
      small: `<tr>
<td
align="right" class="block muted" style="font-size:0px;padding:0 32px 16px;word-break:break-word;"
>
<div
style="font-family:'Segoe UI', 'Helvetica Neue', Arial, 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif;font-size:14px;line-height:1.55;text-align:right;color:#57606a;"
>[[text]]</div>
</td>
</tr>`,
    },
    close: `</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</div>
</body>
</html>`,
  },
};
