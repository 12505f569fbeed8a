import type { NextConfig } from "next";

/** The floor is built by the same Next version as the product, with nothing of the product in it. */
const config: NextConfig = { poweredByHeader: false, images: { unoptimized: true } };

export default config;
