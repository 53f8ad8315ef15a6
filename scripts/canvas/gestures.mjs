// Gestures in the page, one event of each a frame.

/** Runs in the page: how long frames were. Events are made here, as an input from outside waits for the frame before it. */
export function gesture({ kind, frames, most }) {
  const pane = document.querySelector('.react-flow__pane');
  const box = pane.getBoundingClientRect();
  const apart = (n) => {
    const b = n.getBoundingClientRect();
    return Math.hypot(b.x + b.width / 2 - box.x - box.width / 2, b.y + b.height / 2 - box.y - box.height / 2);
  };
  const middlemost = (selector) => [...document.querySelectorAll(selector)].toSorted((a, b) => apart(a) - apart(b))[0];
  const grabbed =
    kind === 'drag frame'
      ? document.querySelector('.frame-title')
      : kind === 'drag several'
        ? document.querySelector('.react-flow__nodesselection-rect')
        : kind === 'wire'
          ? middlemost('.socket.source')
          : kind === 'box'
            ? pane
            : middlemost('.react-flow__node-graph');
  if (!grabbed) throw new Error(`nothing to ${kind} in sight`);
  const b = grabbed.getBoundingClientRect();
  const at = { x: b.x + b.width / 2, y: b.y + (kind === 'wire' ? b.height / 2 : Math.min(4, b.height / 2)) };
  const init = (x, y) => ({ bubbles: true, cancelable: true, view: window, button: 0, buttons: 1, clientX: x, clientY: y });
  const mouse = (type, target, x, y) => target.dispatchEvent(new MouseEvent(type, init(x, y)));
  const pointer = (type, x, y) =>
    pane.dispatchEvent(new PointerEvent(type, { ...init(x, y), shiftKey: true, pointerId: 1, isPrimary: true, pointerType: 'mouse' }));
  const key = (type) => document.dispatchEvent(new KeyboardEvent(type, { bubbles: true, key: 'Shift', code: 'ShiftLeft' }));
  const wheel = (how) =>
    pane.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: at.x, clientY: at.y, ...how }));
  // clear of the rim, where the view would go along
  const corner = { x: box.x + 45, y: box.y + 45 };
  const pull = {
    begin: () => mouse('mousedown', grabbed, at.x, at.y),
    step: (i) => mouse('mousemove', kind === 'wire' ? document : window, at.x + 60 * Math.sin(i / 9), at.y + 40 * Math.sin(i / 7)),
    end: () => mouse('mouseup', kind === 'wire' ? document : window, at.x, at.y),
  };
  const none = () => {};
  const how =
    {
      pan: { begin: none, step: (i) => wheel({ deltaX: i % 40 < 20 ? 18 : -18, deltaY: i % 20 < 10 ? 7 : -7 }), end: none },
      zoom: { begin: none, step: (i) => wheel({ ctrlKey: true, deltaY: i % 40 < 20 ? 3 : -3 }), end: none },
      // all the way in and out again, past every level of detail
      'zoom through': { begin: none, step: (i) => wheel({ ctrlKey: true, deltaY: i < frames / 2 ? -50 : 50 }), end: none },
      // out to the far corner and back, over all nodes
      box: {
        begin: () => key('keydown'),
        step: (i) => {
          if (i === 1) pointer('pointerdown', corner.x, corner.y);
          const far = 1 - Math.abs(1 - (2 * i) / frames);
          if (i > 1) pointer('pointermove', corner.x + 5 + far * (box.width - 95), corner.y + 5 + far * (box.height - 95));
        },
        end: () => {
          pointer('pointerup', corner.x + 5, corner.y + 5);
          key('keyup');
        },
      },
    }[kind] ?? pull;
  how.begin();
  return new Promise((resolve) => {
    const lengths = [];
    const begun = performance.now();
    let last;
    const frame = (now) => {
      if (last !== undefined) lengths.push(now - last);
      last = now;
      if (lengths.length >= frames || now - begun > most) {
        how.end();
        resolve(lengths);
        return;
      }
      how.step(lengths.length);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}
/** Selects nodes by a box around them, as a user would. */
export async function select(page, ids) {
  const box = await page.evaluate((wanted) => {
    const boxes = wanted.map((id) => document.querySelector(`.react-flow__node[data-id="${id}"]`).getBoundingClientRect());
    return {
      left: Math.min(...boxes.map((b) => b.left)),
      top: Math.min(...boxes.map((b) => b.top)),
      right: Math.max(...boxes.map((b) => b.right)),
      bottom: Math.max(...boxes.map((b) => b.bottom)),
    };
  }, ids);
  await page.keyboard.down('Shift');
  await page.locator('.react-flow__pane.selection').waitFor();
  await page.mouse.move(box.left - 2, box.top - 2);
  await page.mouse.down();
  await page.mouse.move(box.right, box.bottom, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await page.locator('.react-flow__nodesselection-rect').waitFor();
}
/** Two sockets in sight that fit each other, of different models. */
export const ends = (page) =>
  page.evaluate(() => {
    const pane = document.querySelector('.react-flow__pane').getBoundingClientRect();
    const found = (selector) =>
      [...document.querySelectorAll(selector)]
        .map((s) => ({ model: /^[a-z]+(\d+)/.exec(s.getAttribute('data-nodeid'))[1], box: s.getBoundingClientRect() }))
        .filter(
          ({ box: b }) => b.left > pane.left + 50 && b.right < pane.right - 50 && b.top > pane.top + 100 && b.bottom < pane.bottom - 80,
        )
        .map(({ model, box: b }) => ({ model, x: b.x + b.width / 2, y: b.y + b.height / 2 }));
    for (const from of found('.socket.source[data-handleid=out][data-nodeid^=flow]'))
      for (const to of found('.socket.target[data-handleid=base]')) if (to.model !== from.model) return [from, to];
    throw new Error('no two sockets in sight fit each other');
  });
