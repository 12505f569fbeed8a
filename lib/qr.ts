import { encode } from "uqr";

/** The white border that readers ask for, in modules (ISO/IEC 18004). */
export const qrBorder = 4;

/** Dark modules of the QR code of a text, its white border included. */
export const qrModules = (text: string): boolean[][] => encode(text, { border: qrBorder, ecc: "M" }).data;
