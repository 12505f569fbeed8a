import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PublicFrame } from "@/components/layout/public-frame";
import { Card } from "@/components/ui/card";
import { openApiDocument } from "@/server/openapi/document";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("api"))("title") };
}

/** The API in readable form, made from the same document that machines read. */
export default async function DevelopersPage() {
  const t = await getTranslations("api");
  const operations = Object.entries(openApiDocument().paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  return (
    <PublicFrame>
      <h1 className="mb-2 text-2xl font-semibold">{t("title")}</h1>
      <p className="mb-2">{t("intro")}</p>
      <p className="mb-6">
        <a className="text-link underline" href="/api/v1/openapi.json">
          /api/v1/openapi.json
        </a>
      </p>
      <Card className="mb-6" title={t("token")}>
        <pre className="overflow-x-auto rounded-md bg-wash p-3 text-sm" tabIndex={0}>
          npm run -s hlidka -- token create --user EMAIL --name NAME{"\n"}
          curl -H "Authorization: Bearer TOKEN" …/api/v1/projects
        </pre>
      </Card>
      <ul className="flex flex-col gap-3">
        {operations.map(({ path, method, operation }) => (
          <li className="rounded-md border border-line bg-card" key={`${method} ${path}`}>
            <details>
              <summary className="flex min-h-11 cursor-pointer flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2">
                <strong className="w-12 text-sm">{method}</strong>
                <code className="break-all">{path}</code>
                <span className="text-sm text-soft" lang="en">
                  {operation.summary}
                </span>
              </summary>
              <pre className="max-h-96 overflow-auto border-t border-line p-4 text-xs" lang="en" tabIndex={0}>
                {JSON.stringify(operation, null, 2)}
              </pre>
            </details>
          </li>
        ))}
      </ul>
    </PublicFrame>
  );
}
