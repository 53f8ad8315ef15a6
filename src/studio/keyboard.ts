/** Listens for shortcuts, where nobody is typing. */
import { copyText, pasteText } from './actions/clipboard.ts';
import { removeSelected } from './actions/nodes.ts';
import { SHORTCUTS, nameOf, quickAdd } from './shortcuts.ts';
import { session } from './stores/session.ts';

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=range]):not([type=checkbox]), textarea, select'));
/** Keys a focused widget needs for itself. */
const taken = (target: EventTarget | null, key: string): boolean =>
  target instanceof HTMLElement && (key === ' ' || key === 'Enter') && target.matches('button, summary, a, input, [role=tab]');

export function listen(): () => void {
  // The paste event does not tell whether Shift was held.
  let keepIncoming = false;
  let before = session().selection;
  const onFirst = (): void => {
    before = session().selection;
  };
  // Tab walks through the page; for a hand that has just clicked on empty canvas it asks for a node there.
  let atMouse = false;
  const onPointer = (e: PointerEvent): void => {
    atMouse = e.target instanceof Element && e.target.matches('.react-flow__pane');
  };
  const onFocus = (): void => {
    atMouse = false;
  };
  const onKey = (e: KeyboardEvent): void => {
    if (e.key.toLowerCase() === 'v') keepIncoming = e.shiftKey;
    if (e.key === 'Escape' && typing(e.target) && e.target instanceof HTMLElement && !document.querySelector('dialog[open]')) {
      // Out of a field: shortcuts work again.
      e.target.blur();
      return;
    }
    if (e.defaultPrevented || typing(e.target) || taken(e.target, e.key) || document.querySelector('dialog[open]')) return;
    // A dialog that is still being fetched has the keys already.
    if (session().dialog !== undefined) return;
    // Enter and Space select the node that has the focus; only on one that is selected already do they mean more.
    if ((e.key === 'Enter' || e.key === ' ') && session().selection !== before) return;
    const name = nameOf(e);
    if (name === 'tab' && atMouse) {
      e.preventDefault();
      quickAdd();
      return;
    }
    const found = SHORTCUTS.find((s) => s.keys?.includes(name));
    if (!found?.run) return;
    e.preventDefault();
    found.run();
  };
  const onCopy = (e: ClipboardEvent): void => {
    if (typing(e.target) || !window.getSelection()?.isCollapsed) return;
    const text = copyText();
    if (text === undefined || !e.clipboardData) return;
    e.clipboardData.setData('text/plain', text);
    e.preventDefault();
    if (e.type === 'cut') removeSelected();
  };
  const onPaste = (e: ClipboardEvent): void => {
    if (typing(e.target)) return;
    const text = e.clipboardData?.getData('text/plain') ?? '';
    if (pasteText(text, keepIncoming)) e.preventDefault();
  };
  window.addEventListener('keydown', onFirst, true);
  window.addEventListener('keydown', onKey);
  window.addEventListener('pointerup', onPointer, true);
  window.addEventListener('focusin', onFocus, true);
  document.addEventListener('copy', onCopy);
  document.addEventListener('cut', onCopy);
  document.addEventListener('paste', onPaste);
  return () => {
    window.removeEventListener('keydown', onFirst, true);
    window.removeEventListener('keydown', onKey);
    window.removeEventListener('pointerup', onPointer, true);
    window.removeEventListener('focusin', onFocus, true);
    document.removeEventListener('copy', onCopy);
    document.removeEventListener('cut', onCopy);
    document.removeEventListener('paste', onPaste);
  };
}
