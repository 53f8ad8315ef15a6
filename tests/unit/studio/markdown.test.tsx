import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { cutOf, safeLink, SHOWN } from '../../../src/studio/markdown/limits.ts';
import Render from '../../../src/studio/markdown/render.tsx';

const html = (text: string): string => renderToString(<Render text={text} maths />);

describe('notes in Markdown', () => {
  it('have headings, lists, code and mathematics', () => {
    const made = html('# Title\n\n- *one*\n- `two`\n\n$x^2$ and\n\n$$\ny\n$$\n');
    for (const part of ['<h3>Title</h3>', '<em>one</em>', '<code>two</code>', 'katex', 'class="formula"']) expect(made).toContain(part);
  });
  it('show HTML as text, fetch no pictures, and link to the web only', () => {
    const made = html(
      '<img src=x onerror=alert(1)> <script>alert(1)</script> ![words](https://example.org/a.png) [a](javascript:alert(1)) [b](https://example.org/b) [c](data:text/html,x) [d](/etc)',
    );
    expect(made).not.toContain('<img');
    expect(made).not.toContain('<script');
    expect(made).toContain('words');
    expect(made.match(/<a /g)).toHaveLength(1);
    expect(made).toContain('href="https://example.org/b"');
    expect(made).toContain('rel="noreferrer noopener nofollow"');
    expect(safeLink('mailto:a@b.c')).toBeUndefined();
  });
  it('let no formula reach out or grow without end', () => {
    expect(html('$\\href{javascript:alert(1)}{x}$')).not.toContain('href="javascript');
    expect(html(`$${'x'.repeat(3000)}$`)).not.toContain('katex');
  });
  it('that are made to be hard are shown as they are written', () => {
    for (const knot of ['*_'.repeat(1000), '['.repeat(2000), `${'>'.repeat(40)} deep`, '> '.repeat(40)])
      expect(cutOf(knot).plain).toBe(true);
    expect(cutOf('a > b > c, and *so* on').plain).toBe(false);
    expect(cutOf('$'.repeat(1000)).maths).toBe(false);
    expect(cutOf('x'.repeat(SHOWN + 1))).toMatchObject({ cut: true, text: 'x'.repeat(SHOWN) });
  });
  it('are typeset in a moment, at the worst that is let through', () => {
    const begun = performance.now();
    html('*_'.repeat(700));
    html(`${'> '.repeat(16)}a\n`.repeat(200));
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});
