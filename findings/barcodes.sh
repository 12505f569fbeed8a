#!/usr/bin/env bash
# What zxing-wasm 3.1.3 reads in pictures of codes that are turned, inverted, torn or not in UTF-8, with its options as they
# come (tryHarder, tryRotate and tryInvert are on). Codes of zxing-wasm and uqr 0.1.3, 4 pixels a module, quiet zone 6.
# Installs the packages in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   every kind is read at any angle, as QR is                 Code 128 and EAN up to 20°, not at 30°; PDF417 at 3°, not at 10°
#   tryInvert reads white on black                            QR, Aztec, Data Matrix; never PDF417, Code 128, EAN
#   formats: ["QRCode"] leaves Micro QR and rMQR out          both are returned, as MicroQRCode and RMQRCode
#   maxNumberOfSymbols: 1 is the first of what all would be   EAN left, QR right: of all the EAN is first, alone the QR comes
#   text is the text that was written                         "a<GS>b" for the separator of GS1, "<NUL>" for a zero byte;
#                                                             textMode "Plain" gives the text
#   "Škola" in Windows-1250 comes as "?kola" or "kola"        "殻ola": the bytes are taken for Japanese
#   level H stands a torn edge, as it stands a logo           8 × 8 modules in the middle are nothing to M; without the last
#                                                             two rows of 33, in a finder pattern, nothing is read
#   writeBarcode makes QR of one level unless told            "12345" H, a Czech sentence M, fifty letters L
#
# So: ask people to hold linear codes and ID cards straight; check the format that was found; read with textMode "Plain";
# put no logo on a corner or an edge, and print with a margin that may be cut.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund zxing-wasm@3.1.3 uqr@0.1.3
node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(`${process.cwd()}/package.json`);
const { encode } = require("uqr");
const { readBarcodes, writeBarcode, prepareZXingModule } = require("zxing-wasm/full");
prepareZXingModule({ overrides: { wasmBinary: readFileSync(require.resolve("zxing-wasm/full/zxing_full.wasm")) } });

/** A picture whose pixel is dark where `dark(x, y)` says so. */
function picture(width, height, dark) {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at++) if (dark(at % width, Math.floor(at / width))) data.fill(0, at * 4, at * 4 + 3);
  return { data, width, height };
}
const isDark = ({ data, width, height }, x, y) => x >= 0 && y >= 0 && x < width && y < height && data[(y * width + x) * 4] < 128;
function printed(modules, scale = 4, quiet = 6) {
  const side = (count) => (count + 2 * quiet) * scale;
  const at = (pixel) => Math.floor(pixel / scale) - quiet;
  return picture(side(modules[0].length), side(modules.length), (x, y) => modules[at(y)]?.[at(x)]);
}
async function symbol(text, format) {
  const { data, width, height } = (await writeBarcode(text, { format })).symbol;
  return printed(Array.from({ length: height }, (_, y) => Array.from(data.slice(y * width, (y + 1) * width), (grey) => grey < 128)));
}
function turned(image, degrees) {
  const [cos, sin] = [Math.cos, Math.sin].map((one) => one((degrees * Math.PI) / 180));
  const side = Math.ceil(Math.hypot(image.width, image.height));
  return picture(side, side, (x, y) => {
    const [dx, dy] = [x - side / 2, y - side / 2];
    return isDark(image, Math.round(cos * dx + sin * dy + image.width / 2), Math.round(cos * dy - sin * dx + image.height / 2));
  });
}
const inverted = (image) => picture(image.width, image.height, (x, y) => !isDark(image, x, y));
const beside = (left, right) =>
  picture(left.width + right.width, Math.max(left.height, right.height), (x, y) => isDark(left, x, y) || isDark(right, x - left.width, y));
const read = async (image, options) => (await readBarcodes(image, options)).map((found) => found.text).join(" ");
const qr = (data, options) => encode(data, { ecc: "M", border: 0, ...options }).data;

const kinds = { QRCode: "PRAHA", Aztec: "PRAHA", DataMatrix: "PRAHA", PDF417: "PRAHA 1 PRAHA 2", Code128: "PRAHA", EAN13: "859123456789" };
const held = {};
for (const [format, text] of Object.entries(kinds)) {
  const image = await symbol(text, format);
  const angles = [];
  for (const angle of [3, 10, 20, 30, 45, 90]) if (await read(turned(image, angle))) angles.push(angle);
  held[format] = { angles: angles.join(" "), inverted: (await read(inverted(image))) !== "" };
}
const formats = [];
for (const format of ["MicroQRCode", "RMQRCode", "Aztec"]) {
  const found = await readBarcodes(await symbol("12345", format), { formats: ["QRCode"] });
  formats.push(found[0]?.format);
}
const pair = beside(await symbol("859123456789", "EAN13"), await symbol("A1", "QRCode"));
const order = [await read(pair), await read(pair, { maxNumberOfSymbols: 1 })];
const texts = [];
for (const data of ["a\u001Db", [65, 0, 66], [0x8a, 0x6b, 0x6f, 0x6c, 0x61]]) texts.push(await read(printed(qr(data))));
const plain = await read(printed(qr("a\u001Db")), { textMode: "Plain" });

const address = "https://example.org/meetings/1";
const without = (ecc, missing) => {
  const modules = qr(address, { ecc });
  return read(printed(modules.map((row, y) => row.map((dark, x) => dark && !missing(x, y, row.length))))).then((text) => text === address);
};
const middle = (x, y, size) => Math.abs(x - size / 2) <= 4 && Math.abs(y - size / 2) <= 4;
const torn = {
  "M, middle": await without("M", middle),
  "H, last two rows": await without("H", (_x, y, size) => y >= size - 2),
};
const levels = [];
for (const text of ["12345", "Hlídka č. 5", "x".repeat(50)]) levels.push((await readBarcodes(await symbol(text, "QRCode")))[0].ecLevel);
console.log(held, { formats, order, texts, plain, torn, levels, rows: qr(address, { ecc: "H" }).length });
const anyAngle = { angles: "3 10 20 30 45 90", inverted: true };
const linear = { angles: "3 10 20 90", inverted: false };
assert.deepEqual(held, {
  QRCode: anyAngle,
  Aztec: anyAngle,
  DataMatrix: anyAngle,
  PDF417: { angles: "3 90", inverted: false },
  Code128: linear,
  EAN13: linear,
});
assert.deepEqual(formats, ["MicroQRCode", "RMQRCode", undefined]);
assert.deepEqual(order, ["8591234567893 A1", "A1"]);
assert.deepEqual(texts, ["a<GS>b", "A<NUL>B", "殻ola"]);
assert.equal(plain, "a\u001Db");
assert.deepEqual(torn, { "M, middle": true, "H, last two rows": false });
assert.deepEqual(levels, ["H", "M", "L"]);
JS
