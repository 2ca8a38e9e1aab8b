import { describe, expect, test } from 'vitest';
import { readEmail, toEmailKey } from '../../../worker/protocol/spelling/email.ts';

const ADA = 'ada@example.com';

describe('an address arrives as it was meant', () => {
  test.each([
    ['plain', ADA, ADA],
    ['with case', 'Ada.Lovelace@Example.COM', 'Ada.Lovelace@example.com'],
    ['with a tag', 'ada+news@example.com', 'ada+news@example.com'],
    ['with an apostrophe', "o'brien@example.com", "o'brien@example.com"],
    ['with a typographic apostrophe', 'o’brien@example.com', "o'brien@example.com"],
    ['with a modifier letter', 'oʼbrien@example.com', "o'brien@example.com"],
    ['with marks that HTML allows', 'a.b_c-d/e=f!g#h@example.com', 'a.b_c-d/e=f!g#h@example.com'],
    ['as a link', 'mailto:ada@example.com', ADA],
    ['as a link with case', 'MailTo:ada@example.com', ADA],
    ['as a link with a subject', 'mailto:ada@example.com?subject=Hi&cc=bob@example.com', ADA],
    ['as an escaped link', 'mailto:ada%2Bnews%40example.com', 'ada+news@example.com'],
    ['as a broken link', 'mailto:ada%@example.com', 'ada%@example.com'],
    ['in angle brackets', '<ada@example.com>', ADA],
    ['as a web address', 'mailto://ada@example.com', ADA],
    ['as a link with its colon escaped', 'mailto%3Aada%40example.com', ADA],
    ['behind a label', 'E-Mail: ada@example.com', ADA],
    ['behind a name and a colon', 'Ada Lovelace: ada@example.com', ADA],
    ['behind a bullet', '• ada@example.com', ADA],
    ['behind a dash', '– ada@example.com', ADA],
    ['behind a note', '(work) ada@example.com', ADA],
    ['before a note', 'ada@example.com (Ada)', ADA],
    ['before a note in square brackets', 'ada@example.com [work]', ADA],
    ['behind a name', 'Ada <ada@example.com>', ADA],
    ['behind a quoted name', '"Lovelace, Ada" <ada@example.com>', ADA],
    ['behind a name in brackets', 'Ada Lovelace (ada@example.com)', ADA],
    ['as Outlook pastes it', 'ada@example.com<mailto:ada@example.com>', ADA],
    ['with a bracket of a link', '<mailto:ada@example.com>', ADA],
    ['in quotes', '"ada@example.com"', ADA],
    ['in single quotes', "'ada@example.com'", ADA],
    ['in English quotes', '“ada@example.com”', ADA],
    ['in German quotes', '„ada@example.com“', ADA],
    ['in French quotes', '« ada@example.com »', ADA],
    ['in Japanese quotes', '「ada@example.com」', ADA],
    ['in backquotes', '`ada@example.com`', ADA],
    ['in braces', '{ada@example.com}', ADA],
    ['in asterisks', '*ada@example.com*', ADA],
    ['in Chinese brackets', '《ada@example.com》', ADA],
    ['between bars', '| ada@example.com |', ADA],
    ['in square brackets', '[ada@example.com]', ADA],
    ['before a dot', 'ada@example.com.', ADA],
    ['before a comma', 'ada@example.com,', ADA],
    ['before a semicolon', 'ada@example.com; ', ADA],
    ['before several marks', 'ada@example.com>.,', ADA],
    ['before an ideographic full stop', 'ada@example.com。', ADA],
    ['before an Arabic comma', 'ada@example.com،', ADA],
    ['with a small at', 'ada﹫example﹒com', ADA],
    ['with a hyphen that does not break', 'ada‑b@my‑example.com', 'ada-b@my-example.com'],
    ['with a dash', 'ada@my–example.com', 'ada@my-example.com'],
    ['with a full-width at', 'ada＠example.com', ADA],
    ['all full-width', 'ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ', ADA],
    ['with ideographic full stops', 'ada@example。com', ADA],
    ['with spaces around the at', 'ada @ example.com', ADA],
    ['with blanks around', '\u00a0 ada@example.com\u3000\n', ADA],
    ['with a ligature', 'o\ufb03ce@example.com', 'office@example.com'],
    ['with Arabic digits', 'ada١٢@example.com', 'ada12@example.com'],
    ['with an international domain', 'name@bücher.example', 'name@xn--bcher-kva.example'],
    ['with a decomposed domain', 'name@bu\u0308cher.example', 'name@xn--bcher-kva.example'],
    ['with that domain in ASCII', 'name@XN--BCHER-KVA.example', 'name@xn--bcher-kva.example'],
    ['with a Chinese domain', 'name@例子.公司', 'name@xn--fsqu00a.xn--55qx5d'],
    ['with a Cyrillic domain', 'name@пример.рф', 'name@xn--e1afmkfd.xn--p1ai'],
    ['with an Arabic domain', 'name@مثال.إختبار', 'name@xn--mgbh0fb.xn--kgbechtv'],
    ['with an Indian domain', 'name@उदाहरण.भारत', 'name@xn--p1b6ci4b4b3a.xn--h2brj9c'],
  ])('%s: %j', (_, text, expected) => {
    expect(readEmail(text)).toEqual({ ok: true, value: expected });
    expect(toEmailKey(text)).toBe(expected.toLowerCase());
  });

  test.each(
    [0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2060, 0xad, 0x180e, 0xfe0f, 0xfeff, 0x061c, 0x202a, 0x202c, 0x2069].map(
      (code) => [code.toString(16), String.fromCodePoint(code)],
    ),
  )('without U+%s, wherever it stands', (_, invisible) => {
    for (const text of [
      `${invisible}${ADA}`,
      `ada${invisible}@example.com`,
      `ada@exam${invisible}ple.com${invisible}`,
    ]) {
      expect(readEmail(text)).toEqual({ ok: true, value: ADA });
      expect(toEmailKey(text)).toBe(ADA);
    }
  });
});

describe('an address that cannot be read says why', () => {
  test.each([
    ['name', 'email'],
    ['name@', 'email'],
    ['@example.com', 'email'],
    ['name@example', 'email'],
    ['name@@example.com', 'email'],
    ['name@example..com', 'email'],
    ['na..me@example.com', 'email'],
    ['.name@example.com', 'email'],
    ['name.@example.com', 'email'],
    ['name@.example.com', 'email'],
    ['name@example.c', 'email'],
    ['name@example.1com', 'email'],
    ['name@192.0.2.1', 'email'],
    ['name@-example.com', 'email'],
    [`${'x'.repeat(65)}@example.com`, 'email'],
    [`name@${'x.'.repeat(130)}com`, 'email'],
    // Longer in ASCII than as typed.
    [`name@${`${'ü'.repeat(35)}.`.repeat(6)}com`, 'email'],
    ['', 'email'],
    ['na me@example.com', 'email_space'],
    ['name@exam ple.com', 'email_space'],
    ['Ada ada@example.com', 'email_space'],
    ['a@b.co,c@d.co', 'email_several'],
    ['a@b.co; c@d.co', 'email_several'],
    ['<a@b.co>, <c@d.co>', 'email_several'],
    ['a@b.co c@d.co', 'email_several'],
    ['a@b.co/c@d.co', 'email_several'],
  ])('%j: %s', (text, code) => {
    expect(readEmail(text)).toEqual({ ok: false, error: { code } });
  });

  test.each([
    ['ad\ufffd@example.com', '\ufffd'],
    ['ada@example.com\ufffd', '\ufffd'],
    ['jürgen@example.com', 'ü'],
    ['用户@例子.公司', '用'],
    ['ada@exam_ple.com', '_'],
    ['ada@exam’ple.com', "'"],
    ['name@[192.0.2.1]', '['],
    ['a"b@example.com', '"'],
    ['a:b@example.com', ':'],
    ['a\\b@example.com', '\\'],
  ])('%j: not with %s', (text, character) => {
    expect(readEmail(text)).toEqual({ ok: false, error: { code: 'email_character', values: { character } } });
  });
});

test.each([
  ['用户@例子.公司', '用户@xn--fsqu00a.xn--55qx5d'],
  ['用户@xn--fsqu00a.xn--55qx5d', '用户@xn--fsqu00a.xn--55qx5d'],
  ['JÜRGEN@Bücher.Example', 'jürgen@xn--bcher-kva.example'],
  ['ju\u0308rgen@xn--bcher-kva.example', 'jürgen@xn--bcher-kva.example'],
  ['no address', 'no address'],
  ['', ''],
])('what is no address still has a key: %j', (text, key) => {
  expect(toEmailKey(text)).toBe(key);
});
