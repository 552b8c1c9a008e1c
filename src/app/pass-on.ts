/** Wishes for something that is loaded later: each waits for it and is then carried out. */

/**
 * @param load gives the same every time; where it fails the wish is lost, and what failed to load tells of itself
 * @param names of the wishes
 */
export function passOn<Target, Name extends keyof Target>(
  load: () => Promise<Target>,
  names: readonly Name[],
): { [Key in Name]: Target[Key] } {
  const pass =
    (name: Name) =>
    (...parameters: unknown[]) =>
      void load().then(
        (target) => (target[name] as (...all: unknown[]) => void).apply(target, parameters),
        () => undefined,
      );
  return Object.fromEntries(names.map((name) => [name, pass(name)])) as { [Key in Name]: Target[Key] };
}
