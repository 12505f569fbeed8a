import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` and `npm run check` hold the types; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
};

/** Sentences are compiled by the build: reading them anew took a sixth of every page, and the parser its place in the browser. */
const intl = createNextIntlPlugin({
  requestConfig: "./server/i18n.ts",
  experimental: { messages: { path: "./messages", locales: "infer", format: "json", precompile: true } },
});

export default intl(config);
