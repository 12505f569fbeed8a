import type { BarcodeDetector as QrDetector } from "barcode-detector/ponyfill";

declare global {
  var BarcodeDetector: typeof import("barcode-detector/ponyfill").BarcodeDetector | undefined;
}

/** The texts of the QR codes in a picture. */
export type Decoder = (picture: HTMLVideoElement | HTMLCanvasElement) => Promise<string[]>;

/** The decoder of the browser where it has one for QR codes, else one of our own files (zxing as WebAssembly). */
export async function openDecoder(): Promise<Decoder> {
  const Detector = (await nativeDetector()) ?? (await ownDetector());
  const detector: QrDetector = new Detector({ formats: ["qr_code"] });
  return async (picture) => (await detector.detect(picture)).map(({ rawValue }) => rawValue);
}

async function nativeDetector() {
  const Native = globalThis.BarcodeDetector;
  const formats: readonly string[] = (await Native?.getSupportedFormats().catch(() => [])) ?? [];
  return formats.includes("qr_code") ? Native : undefined;
}

async function ownDetector() {
  const { BarcodeDetector, prepareZXingModule } = await import("barcode-detector/ponyfill");
  const wasm = new URL("zxing-wasm/reader/zxing_reader.wasm", import.meta.url);
  await prepareZXingModule({ overrides: { locateFile: () => wasm.href }, fireImmediately: true });
  return BarcodeDetector;
}
