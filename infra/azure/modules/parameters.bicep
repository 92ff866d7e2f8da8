// What the parameter file needs to read variables. Only functions that work while it is compiled.

@export()
@description('Without blanks at both ends.')
func clean(text string) string => trim(text)

@export()
@description('The members of a list that is separated by commas; blanks and empty members are dropped.')
func members(text string) string[] => filter(map(split(text, ','), one => trim(one)), one => !empty(one))

@export()
@description('Whether a text has the form of a GUID, in small letters as Entra writes it.')
func isGuid(text string) bool =>
  length(text) == 36 && toLower(text) == text && map(split(text, '-'), part => length(part)) == [8, 4, 4, 4, 12] && empty(filter(
    range(0, length(text)),
    i => !contains('0123456789abcdef-', substring(text, i, 1))
  ))

@export()
@description('The text, or the usual one where none is given.')
func given(text string, usual string) string => empty(text) ? usual : text

@export()
@description('As in shared/domain/partnerCenter/partnerType.ts; a test compares them.')
var partnerTypes = ['directBill', 'indirectProvider', 'indirectReseller']

@export()
@description('Where the mail service can keep data (documented).')
var dataLocations = [
  'Africa'
  'Asia Pacific'
  'Australia'
  'Brazil'
  'Canada'
  'Europe'
  'France'
  'Germany'
  'India'
  'Japan'
  'Korea'
  'Norway'
  'Switzerland'
  'UAE'
  'UK'
  'United States'
]
