/** An RGB picture to paint on, and its PNG. */
import { encode } from 'fast-png';

export type Rgb = readonly [number, number, number];
/** The studio's daylight colours. */
export const PAPER: Rgb = [0xf7, 0xf6, 0xf3];
export const PANEL: Rgb = [0xff, 0xfe, 0xfb];
export const LINE: Rgb = [0xe4, 0xe1, 0xd9];
export const INK3: Rgb = [0x8b, 0x90, 0x97];
export const BLUE: Rgb = [0x00, 0x72, 0xb2];
export const ORANGE: Rgb = [0xd5, 0x5e, 0x00];

export class Raster {
  readonly data: Uint8Array;
  constructor(
    readonly width: number,
    readonly height: number,
    background: Rgb,
  ) {
    this.data = new Uint8Array(width * height * 3);
    for (let i = 0; i < this.data.length; i++) this.data[i] = background[i % 3]!;
  }
  /** Lays a colour over a pixel. @param cover 0: nothing of it, 1: all of it */
  blend(x: number, y: number, color: Rgb, cover: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const at = (y * this.width + x) * 3;
    for (let c = 0; c < 3; c++) this.data[at + c] = Math.round(this.data[at + c]! * (1 - cover) + color[c]! * cover);
  }
  fill(x: number, y: number, width: number, height: number, color: Rgb, cover = 1): void {
    for (let j = y; j < y + height; j++) for (let i = x; i < x + width; i++) this.blend(i, j, color, cover);
  }
  /** A disc with soft edges around a point between pixels. */
  dot(x: number, y: number, radius: number, color: Rgb, cover: number): void {
    const reach = Math.ceil(radius + 1);
    // a sample may be infinite, and a loop over its pixels would not end
    if (!(x > -reach && x < this.width + reach && y > -reach && y < this.height + reach)) return;
    const cx = Math.floor(x);
    const cy = Math.floor(y);
    for (let j = cy - reach; j <= cy + reach; j++)
      for (let i = cx - reach; i <= cx + reach; i++) {
        const inside = radius + 0.5 - Math.hypot(i + 0.5 - x, j + 0.5 - y);
        if (inside > 0) this.blend(i, j, color, cover * Math.min(1, inside));
      }
  }
  frame(color: Rgb): void {
    this.fill(0, 0, this.width, 1, color);
    this.fill(0, this.height - 1, this.width, 1, color);
    this.fill(0, 0, 1, this.height, color);
    this.fill(this.width - 1, 0, 1, this.height, color);
  }
  /** @param graph the drawing's file text, carried along so that the picture opens in the studio */
  png(graph: string): Uint8Array {
    // text chunks are Latin-1; JSON can say any character in ASCII
    const ascii = graph.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return encode({ width: this.width, height: this.height, data: this.data, channels: 3, depth: 8, text: { wellspring: ascii } });
  }
}
