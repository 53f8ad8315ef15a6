/** A decoded picture. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Picture extends Size {
  /** 1: grey, 3: red, green, blue. */
  readonly channels: 1 | 3;
  /** height * width * channels bytes, row-major. */
  readonly data: Uint8Array;
  /** It had transparent parts, now laid on white. */
  readonly flattened: boolean;
}
