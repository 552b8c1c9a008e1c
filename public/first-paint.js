// Before the first paint: the chosen colours and language, from the little that src/ui/first-paint.ts keeps of them.
// A classic script, because modules run after it; whatever is wrong with what was kept, the page comes as it is.
(() => {
  try {
    const kept = JSON.parse(localStorage.getItem('humr-first-paint') ?? 'null');
    if (!kept) return;
    const root = document.documentElement;
    if (/^(en|de|fr|es|ar)$/.test(kept.lang)) root.lang = kept.lang;
    root.dir = kept.lang === 'ar' ? 'rtl' : 'ltr';
    if (typeof kept.words === 'string' && /^[^"\\\n]{1,200}$/.test(kept.words)) {
      root.dataset.words = kept.words;
      root.style.setProperty('--first-words', `"${kept.words}"`);
    }
    if (kept.theme !== 'dark' && kept.theme !== 'light') return;
    const dark = '(prefers-color-scheme: dark)';
    for (const sheet of document.styleSheets)
      for (const rule of sheet.cssRules)
        if (rule.media?.mediaText === dark) rule.media.mediaText = kept.theme === 'dark' ? 'all' : 'not all';
    root.dataset.theme = kept.theme;
  } catch {
    // Storage may be shut, or hold what is not ours.
  }
})();
