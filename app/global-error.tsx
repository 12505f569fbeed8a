"use client";
import "@/app/globals.css";

/** Stands when the layout itself failed: no messages can be loaded here, so it says it in both languages itself. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html data-theme="auto" lang="cs">
      <body className="bg-ground font-sans text-ink">
        <title>Hlídka</title>
        <main className="mx-auto flex max-w-xl flex-col items-start gap-4 px-4 py-16">
          <h1>Něco se pokazilo</h1>
          <p>Stránku se nepodařilo zobrazit. Uložené údaje jsou v pořádku.</p>
          <a href="/">Přejít na úvod</a>
          <div className="border-t border-line pt-4" lang="en">
            <h2>Something went wrong</h2>
            <p>The page could not be shown. Saved data are safe.</p>
            <a href="/">Go to the start</a>
          </div>
          {error.digest && <p className="text-sm text-soft">{error.digest}</p>}
        </main>
      </body>
    </html>
  );
}
