import { describe, expect, test } from 'vitest';
import { datePartsOf, readDate } from '../../../worker/protocol/spelling/date.ts';

const NOW = Date.UTC(2027, 1, 28, 12);
const BIRTH = '1984-05-17';

describe('a day is read in the order of its language', () => {
  test.each([
    ['en', undefined, '1984-05-17'],
    ['en', undefined, '1984/5/17'],
    ['en', undefined, '1984.05.17'],
    ['en', undefined, '19840517'],
    ['en', undefined, '05/17/1984'],
    ['en', undefined, '17/05/1984'],
    ['en', undefined, '05171984'],
    ['en', 'GB', '17/05/1984'],
    ['en', 'GB', '17-5-1984'],
    ['en', 'GB', '17051984'],
    ['en', 'T1', '05/17/1984'],
    ['en-GB', 'US', '17/05/1984'],
    ['en', undefined, 'May 17, 1984'],
    ['en', undefined, '17th May 1984'],
    ['en', undefined, 'Thu, 17 May 1984'],
    ['de', undefined, '17.05.1984'],
    ['de', undefined, '17. Mai 1984'],
    ['de', undefined, '17. 5. 1984'],
    ['de', undefined, '17 may 1984'],
    ['fr', undefined, '17/05/1984'],
    ['fr', undefined, '17 mai 1984'],
    ['es', undefined, '17 de mayo de 1984'],
    ['it', undefined, '17 maggio 1984'],
    ['nl', undefined, '17-05-1984'],
    ['nl', undefined, '17 mei 1984'],
    ['pt', undefined, '17 de maio de 1984'],
    ['pl', undefined, '17 maja 1984'],
    ['pl', undefined, '17.05.1984'],
    ['sv', undefined, '1984-05-17'],
    ['sv', undefined, '17 maj 1984'],
    ['da', undefined, '17. maj 1984'],
    ['ja', undefined, '1984年5月17日'],
    ['ja', undefined, '１９８４／０５／１７'],
    ['ko', undefined, '1984년 5월 17일'],
    ['zh', undefined, '1984年05月17日'],
    ['ar', undefined, '١٧/٠٥/١٩٨٤'],
    ['ar', undefined, '١٧ مايو ١٩٨٤'],
    ['fa', undefined, '۱۹۸۴-۰۵-۱۷'],
    ['hi', undefined, '१७/०५/१९८४'],
    ['hi', undefined, '17 मई 1984'],
    ['bn', undefined, '১৭ মে, ১৯৮৪'],
    ['th', undefined, '17 พ.ค. 1984'],
    ['fa', undefined, '۱۷ مه ۱۹۸۴'],
    ['ru', undefined, '17 мая 1984'],
    ['en', undefined, '\u200e1984-05-17\u200f'],
  ])('%s %s: %s', (locale, country, text) => {
    expect(readDate(text, 'dob', { locale, country }, NOW)).toEqual({ ok: true, value: BIRTH });
  });

  test.each([
    ['en', undefined, '05/06/1984', '1984-05-06'],
    ['en', 'GB', '05/06/1984', '1984-06-05'],
    ['en', 'AU', '05/06/1984', '1984-06-05'],
    ['de', 'US', '05.06.1984', '1984-06-05'],
    ['fr', undefined, '1er février 1984', '1984-02-01'],
    ['fr', undefined, '3 août 1984', '1984-08-03'],
    ['fr', undefined, '3 juil. 1984', '1984-07-03'],
    ['de', undefined, '3. März 1984', '1984-03-03'],
    ['fr', undefined, 'mar. 2 oct. 1984', '1984-10-02'],
    ['es', undefined, 'mar, 2 oct 1984', '1984-10-02'],
    ['it', undefined, 'mar 2 ott 1984', '1984-10-02'],
    ['hi', undefined, '9 जन॰ 1984', '1984-01-09'],
    ['th', undefined, '9 มี.ค. 1984', '1984-03-09'],
    ['en', undefined, 'Sept 3 1984', '1984-09-03'],
    ['en', undefined, '2028-02-29', '2028-02-29'],
    ['en', undefined, '2027-12-31', '2027-12-31'],
  ])('%s %s: %s is %s', (locale, country, text, value) => {
    expect(readDate(text, 'date', { locale, country }, NOW)).toEqual({ ok: true, value });
  });
});

describe('what is wrong with a day is explained', () => {
  test.each([
    ['dob', '17/05', 'dob_incomplete'],
    ['dob', '-05-17', 'dob_incomplete'],
    ['dob', '1984--17', 'dob_incomplete'],
    ['dob', '1984-05-', 'dob_incomplete'],
    ['dob', '1984-00-17', 'dob_incomplete'],
    ['dob', '1984', 'dob_incomplete'],
    ['dob', '17 May', 'dob_incomplete'],
    ['dob', 'May', 'dob_incomplete'],
    ['date', '17/05', 'date_incomplete'],
    ['date', '2027-05-00', 'date_incomplete'],
    ['dob', '17/05/84', 'year_digits'],
    ['dob', '17 May ’84', 'year_digits'],
    ['dob', '昭和59年5月17日', 'year_digits'],
    ['date', '198-05-17', 'year_digits'],
    ['date', '0084-05-17', 'year_digits'],
    ['dob', '2027-03-01', 'dob_future'],
    ['dob', '2527-05-17', 'dob_future'],
    ['dob', '1907-02-27', 'dob_old'],
    ['dob', 'yesterday', 'dob'],
    ['date', 'soon', 'date'],
    ['date', '', 'date'],
    ['date', '2027-01-31T00:00', 'date'],
    ['date', '12345', 'date'],
    ['date', '28/11/2569', 'date'],
    ['date', '1405/09/07', 'date'],
    ['date', '5787-02-18', 'date'],
    ['date', '17-1984-05', 'date'],
  ] as const)('%s %j: %s', (kind, text, code) => {
    expect(readDate(text, kind, { locale: 'en' }, NOW)).toEqual({ ok: false, error: { code } });
  });

  test.each([
    ['en', '1984-02-30', 'day', 'February 30, 1984'],
    ['en', '1983-02-29', 'day', 'February 29, 1983'],
    ['en', '1984-04-31', 'day', 'April 31, 1984'],
    ['en', '1984-13-01', 'month', 'month 13'],
    ['en', '31/31/1984', 'month', 'month 31'],
    ['de', '30.02.1984', 'day', '30. Februar 1984'],
    ['de', '1984-13-01', 'month', 'Monat 13'],
    ['fr', '30/02/1984', 'day', '30 février 1984'],
    ['es', '31/04/1984', 'day', '31 de abril de 1984'],
    ['it', '1984-13-01', 'month', 'mese 13'],
    ['nl', '30-02-1984', 'day', '30 februari 1984'],
    ['pl', '30.02.1984', 'day', '30 lutego 1984'],
    ['pt', '30/02/1984', 'day', '30 de fevereiro de 1984'],
    ['sv', '1984-02-30', 'day', '30 februari 1984'],
    ['da', '30.02.1984', 'day', '30. februar 1984'],
    ['ja', '1984年2月30日', 'day', '1984年2月30日'],
  ])('%s %s has no such %s: %s', (locale, text, part, date) => {
    expect(readDate(text, 'dob', { locale }, NOW)).toEqual({
      ok: false,
      error: { code: 'dob_unreal', part, values: { date } },
    });
  });
});

test.each([
  ['en', undefined, 'month day year'],
  ['en', 'GB', 'day month year'],
  ['en-US', 'GB', 'month day year'],
  ['de', undefined, 'day month year'],
  ['ja', undefined, 'year month day'],
  ['sv', undefined, 'year month day'],
  ['fa', undefined, 'year month day'],
])('the parts of a date in %s of %s: %s', (locale, country, parts) => {
  expect(datePartsOf({ locale, country }).join(' ')).toBe(parts);
});
