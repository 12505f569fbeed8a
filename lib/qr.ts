import { encode } from "uqr";

/** Dark modules of the QR code of a text, with the white border of four modules that the standard asks for (ISO/IEC 18004). */
export const qrModules = (text: string): boolean[][] => encode(text, { border: 4 }).data;
