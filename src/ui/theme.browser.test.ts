import { afterEach, expect, it } from 'vitest';
import './theme.css';
import { paint } from './theme.ts';

const darkRoom = 'rgb(15, 23, 20)';
const lightRoom = 'rgb(237, 242, 236)';
const room = () => getComputedStyle(document.body).backgroundColor;

afterEach(() => paint('system'));

it('paints as chosen, else as the system is', () => {
  const bySystem = matchMedia('(prefers-color-scheme: dark)').matches ? darkRoom : lightRoom;
  expect(room()).toBe(bySystem);
  paint('dark');
  expect(room()).toBe(darkRoom);
  expect(getComputedStyle(document.documentElement).colorScheme).toBe('dark');
  paint('light');
  expect(room()).toBe(lightRoom);
  paint('system');
  expect(room()).toBe(bySystem);
});
