/** A small indexed-colour picture: one byte a pixel, painted in plain shapes. No Node, no DOM. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;

  constructor(width: number, height: number, colour: number) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(width * height).fill(colour);
  }

  dot(x: number, y: number, colour: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    this.pixels[Math.floor(y) * this.width + Math.floor(x)] = colour;
  }

  rectangle(left: number, top: number, width: number, height: number, colour: number): void {
    for (let y = Math.floor(top); y < top + height; y++) {
      for (let x = Math.floor(left); x < left + width; x++) this.dot(x, y, colour);
    }
  }

  ellipse(centreX: number, centreY: number, radiusX: number, radiusY: number, colour: number): void {
    for (let y = Math.floor(centreY - radiusY); y <= centreY + radiusY; y++) {
      for (let x = Math.floor(centreX - radiusX); x <= centreX + radiusX; x++) {
        if (((x - centreX) / radiusX) ** 2 + ((y - centreY) / radiusY) ** 2 <= 1) this.dot(x, y, colour);
      }
    }
  }

  /** A triangle standing on its base. */
  cone(centreX: number, top: number, base: number, height: number, colour: number): void {
    for (let y = 0; y < height; y++) {
      const half = (base * (y + 1)) / height / 2;
      this.rectangle(centreX - half, top + y, half * 2, 1, colour);
    }
  }

  line(fromX: number, fromY: number, toX: number, toY: number, thick: number, colour: number): void {
    const steps = Math.max(1, Math.ceil(Math.hypot(toX - fromX, toY - fromY)));
    for (let i = 0; i <= steps; i++) {
      const x = fromX + ((toX - fromX) * i) / steps;
      const y = fromY + ((toY - fromY) * i) / steps;
      this.rectangle(x - thick / 2, y - thick / 2, thick, thick, colour);
    }
  }
}
