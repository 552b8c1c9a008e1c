import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { NO_FAULTS } from '../call/faults.ts';
import type { CallReport, PersonReport } from '../call/report.ts';
import './theme.css';
import './report.ts';
import type { ReportElement } from './report.ts';

const person: PersonReport = {
  name: 'Bo',
  grade: 'fair',
  lossPercent: 9,
  concealedPercent: 3,
  delayMs: 80,
  path: 'direct',
  theirs: null,
};
const fair: CallReport = {
  endedMs: 0,
  lengthMs: 60_000,
  grade: 'fair',
  reasons: [{ code: 'lost-percent', value: 9, also: 0 }],
  people: [person],
  graph: [],
  recovery: NO_FAULTS,
};

afterEach(() => document.body.replaceChildren());

async function show(change: Partial<ReportElement> = {}): Promise<ReportElement> {
  const element = document.createElement('humr-report') as ReportElement; // defined by the import above
  Object.assign(element, { report: fair, ...change });
  document.body.append(element);
  await element.updateComplete;
  return element;
}

const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('the report of a call', () => {
  it('says on request whose connection it may have been, and lets the doctor try', async () => {
    const openDoctor = vi.fn();
    await show({ openDoctor });
    expect(page.getByText('cannot be told whose').query()).toBeNull();
    await button('Find the cause').click();
    const causes = page.getByRole('list', { name: 'What it was, and what helps' });
    await expect.element(causes.getByText(/Your connection or that of Bo/)).toBeVisible();
    await button('Try these parts now').click();
    expect(openDoctor).toHaveBeenCalledOnce();
    await button('Hide the cause').click();
    expect(causes.query()).toBeNull();
  });

  it('keeps a strange name to itself', async () => {
    const people = [{ ...person, name: '<b>\u202eBo' }];
    await show({ report: { ...fair, people } });
    await button('Find the cause').click();
    await expect.element(page.getByText('cannot be told whose')).toBeVisible();
    const names = document.querySelector('humr-report')?.shadowRoot?.querySelectorAll('.cause bdi');
    expect(Array.from(names ?? [], (it) => it.textContent)).toEqual(['<b>\u202eBo']);
  });

  it('looks for no cause where nothing was wrong, and offers no doctor for what lies elsewhere', async () => {
    const calm = { ...fair, reasons: [], people: [{ ...person, lossPercent: 0, concealedPercent: 0 }] };
    const first = await show({ report: calm, openDoctor: vi.fn() });
    expect(button('Find the cause').query()).toBeNull();
    first.remove();
    const others = { ...fair, reasons: [], people: [...calm.people, { ...person, name: 'Cleo' }] };
    await show({ report: others, openDoctor: vi.fn() });
    await button('Find the cause').click();
    await expect.element(page.getByText(/connection of Cleo/)).toBeVisible();
    expect(button('Try these parts now').query()).toBeNull();
  });
});
