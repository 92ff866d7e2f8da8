declare module 'words:*' {
  const texts: Readonly<Record<string, string>>;
  export default texts;
}
declare module '*.css';
