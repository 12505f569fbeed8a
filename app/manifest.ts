import type { MetadataRoute } from "next";
import { messagesByLocale } from "@/lib/words";

/** What a phone needs to put the product on its home screen; a browser asks for it without cookies, so it is Czech. */
export default function manifest(): MetadataRoute.Manifest {
  const { frame, log } = messagesByLocale.cs;
  return {
    name: frame.appName,
    short_name: frame.appName,
    description: frame.tagline,
    lang: "cs",
    id: "/log",
    start_url: "/log",
    scope: "/",
    display: "standalone",
    background_color: "#ffffff",
    theme_color: "#ffffff",
    shortcuts: [{ name: log.title, url: "/log" }],
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
