/** Pictures to keep and to send: the canvas, and what the model draws, each with the drawing inside, so that dropping it opens the drawing. */
import { withDrawing } from '../../data/carriers/png.ts';
import { writeFile } from '../../graph/file.ts';
import { type Box, boxOfAll } from '../canvas/bounds.ts';
import { fontCss } from '../parts/fonts.ts';
import { type Painting, paintPicture } from '../parts/paint-picture.ts';
import { ink } from '../parts/paint.ts';
import { useCanvas } from '../stores/canvas.ts';
import { graphNow } from '../stores/document.ts';
import { select, session } from '../stores/session.ts';
import { toast } from '../stores/toasts.ts';
import { download, slug } from './files.ts';

/** Browsers refuse larger canvases, some of them without a word. */
const MOST_SIDE = 8192;
const MOST_PIXELS = 32_000_000;
const MARGIN = 36;
/** Pixels for one unit of the canvas: sharp on dense screens and in print. */
const DENSITY = 2;

const frame = (): Promise<void> => new Promise((resolve) => window.requestAnimationFrame(() => resolve()));
const failed = (error: unknown): void =>
  toast(
    'bad',
    'The picture could not be made.',
    `${error instanceof Error ? error.message : 'The browser gave no reason.'} Save the drawing as a file instead.`,
  );

async function keep(blob: Blob | null, name: string): Promise<void> {
  if (!blob) throw new Error('The browser could not hold a picture of this size.');
  const png = withDrawing(new Uint8Array(await blob.arrayBuffer()), writeFile(graphNow()));
  download(name, new Uint8Array(png), 'image/png');
  toast('good', `Saved ${name}.`, 'The drawing is inside: drop the picture on Wellspring to open it.');
}
export const densityFor = ({ width, height }: Pick<Box, 'width' | 'height'>): number =>
  Math.min(DENSITY, MOST_SIDE / width, MOST_SIDE / height, Math.sqrt(MOST_PIXELS / (width * height)));

/** The whole canvas, whatever of it is in view, in the colours of the theme. */
export async function saveCanvasPicture(): Promise<void> {
  const viewport = document.querySelector<HTMLElement>('.react-flow__viewport');
  if (!viewport || graphNow().nodes.length === 0) {
    toast('bad', 'There is nothing on the canvas to make a picture of.');
    return;
  }
  const { selection, wires } = session();
  try {
    select([]);
    useCanvas.setState({ whole: true });
    // React draws what was out of view, then the pictures on the cards
    await frame();
    await frame();
    await new Promise((resolve) => window.setTimeout(resolve, 120));
    const [{ toBlob }, fonts] = await Promise.all([import('html-to-image'), fontCss()]);
    const box = boxOfAll(viewport, MARGIN);
    const blob = await toBlob(viewport, {
      width: box.width,
      height: box.height,
      pixelRatio: densityFor(box),
      backgroundColor: ink(document.documentElement, '--paper'),
      fontEmbedCSS: fonts,
      style: { transform: `translate(${-box.x}px, ${-box.y}px) scale(1)`, width: `${box.width}px`, height: `${box.height}px` },
    });
    await keep(blob, `${slug(graphNow().title)}.png`);
  } catch (error) {
    failed(error);
  } finally {
    useCanvas.setState({ whole: false });
    select(selection, wires);
  }
}

const SIDE = 960;
/** What the samples pane shows, larger. */
export async function saveSamplesPicture(painting: Painting, what: string, step: number): Promise<void> {
  const canvas = document.createElement('canvas');
  // in the page, out of sight: painting reads sizes and colours from it
  canvas.className = 'off-stage';
  canvas.style.width = `${SIDE}px`;
  canvas.style.height = `${SIDE}px`;
  document.body.append(canvas);
  try {
    paintPicture(canvas, painting);
    const sheet = document.createElement('canvas');
    sheet.width = canvas.width;
    sheet.height = canvas.height;
    const g = sheet.getContext('2d');
    if (!g) throw new Error('The browser has no canvas to draw on.');
    g.fillStyle = ink(canvas, '--panel');
    g.fillRect(0, 0, sheet.width, sheet.height);
    g.drawImage(canvas, 0, 0);
    const blob = await new Promise<Blob | null>((resolve) => sheet.toBlob(resolve, 'image/png'));
    await keep(blob, `${slug(graphNow().title)}-${slug(what)}-step-${step}.png`);
  } catch (error) {
    failed(error);
  } finally {
    canvas.remove();
  }
}
