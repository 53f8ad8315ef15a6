/** The page's fonts as style text that needs no other file: a picture of the page is drawn where nothing can be loaded. */

const toDataUrl = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(new Error('a font could not be read')));
    reader.readAsDataURL(blob);
  });
const plain = (family: string): string => family.replaceAll(/["']/g, '');

/** Of the fonts that the page has loaded, which are those it shows; the others stay away. */
export async function fontCss(): Promise<string> {
  const loaded = new Set(
    [...document.fonts].filter((f) => f.status === 'loaded').map((f) => `${plain(f.family)}|${f.style}|${f.unicodeRange}`),
  );
  const rules = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) => (rule instanceof CSSFontFaceRule ? [{ rule, base: sheet.href ?? document.baseURI }] : [])),
  );
  const wanted = rules.filter(({ rule: { style } }) =>
    loaded.has(
      `${plain(style.getPropertyValue('font-family'))}|${style.getPropertyValue('font-style') || 'normal'}|${style.getPropertyValue('unicode-range') || 'U+0-10FFFF'}`,
    ),
  );
  const texts = await Promise.all(
    wanted.map(async ({ rule, base }) => {
      const url = /url\(["']?([^"')]+\.woff2)["']?\)/.exec(rule.style.getPropertyValue('src'))?.[1];
      if (url === undefined) return '';
      const response = await fetch(new URL(url, base));
      if (!response.ok) return '';
      const face = rule.cssText.replace(/src:[^;]+;/, `src: url("${await toDataUrl(await response.blob())}") format("woff2");`);
      return face;
    }),
  );
  return texts.join('\n');
}
