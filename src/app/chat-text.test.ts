import { describe, expect, it } from 'vitest';
import { Allowance, isSendable, normaliseText, safeFileName, TEXT_ALLOWANCE } from './chat-text.ts';

describe('text', () => {
  it('keeps what is written and drops what only deceives', () => {
    expect(normaliseText(' a\r\nb\tc \u0000\u001b[31m\u202eevil\u2069 ')).toBe('a\nb\tc [31mevil');
    expect(normaliseText('👩‍👩‍👧 مرحبا')).toBe('👩‍👩‍👧 مرحبا');
    expect(normaliseText('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>');
    expect(normaliseText(' \u0000\u202e ')).toBe('');
  });

  it('is sent up to 4 KiB of UTF-8', () => {
    expect([isSendable(''), isSendable('a'.repeat(4096)), isSendable('a'.repeat(4097))]).toEqual([false, true, false]);
    expect([isSendable('ü'.repeat(2048)), isSendable('ü'.repeat(2049))]).toEqual([true, false]);
  });
});

describe('a file name', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['../../x', 'x'],
    ['..\\..\\x.txt', 'x.txt'],
    ['/etc/passwd', 'passwd'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['com1.tar.gz', '_com1.tar.gz'],
    ['console.log', 'console.log'],
    ['a\u202egpj.exe', 'a_gpj.exe'],
    ['a\u0000b\nc', 'a_b_c'],
    ['<b>"x"|?*:', '_b__x_____'],
    ['.bashrc', 'bashrc'],
    ['...', 'file'],
    ['', 'file'],
    ['   ', 'file'],
    ['name.  .', 'name'],
    ['Übersicht é.txt', 'Übersicht é.txt'],
  ])('%j becomes %j', (raw, safe) => {
    expect(safeFileName(raw)).toBe(safe);
  });

  it('of any length is cut, its ending kept, no character halved', () => {
    const long = safeFileName(`${'x'.repeat(5000)}.pdf`);
    expect(long).toHaveLength(120);
    expect(long).toMatch(/x\.pdf$/);
    expect(safeFileName('👋'.repeat(200))).toMatch(/^(👋)+$/u);
    expect(safeFileName('👋'.repeat(200)).length).toBeLessThanOrEqual(120);
  });
});

describe('an allowance', () => {
  it('lets twenty pass at once and five a second after that', () => {
    const allowance = new Allowance(TEXT_ALLOWANCE);
    const passed = (nowMs: number) => Array.from({ length: 1000 }, () => allowance.take(nowMs)).filter(Boolean).length;
    expect(passed(0)).toBe(20);
    expect(passed(1_000)).toBe(5);
    expect(passed(100_000)).toBe(20);
  });
});
