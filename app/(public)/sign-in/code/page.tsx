import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { PublicFrame } from "@/components/layout/public-frame";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { Link } from "@/components/ui/link";
import { TextField } from "@/components/ui/text-field";
import { withActor } from "@/db/gate";
import { firstValue, type SearchParams } from "@/server/page";
import { samePlace, signInAddress, waitingStep } from "@/server/session/cookies";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("codeTitle") };
}

/** The second step of signing in: the password was right, a code of the application or a recovery code opens. */
export default async function CodePage({ searchParams }: { searchParams: SearchParams }) {
  const [t, search] = await Promise.all([getTranslations("auth"), searchParams]);
  const next = samePlace(firstValue(search.next));
  if (!(await waitingStep())) redirect(signInAddress(next));
  const { demo } = await withActor({ kind: "public" }, "read", async (_, me) => me);
  return (
    <PublicFrame demo={demo}>
      <ClientMessages namespaces={["auth"]}>
        <h1 className="mb-6 text-2xl font-semibold">{t("codeTitle")}</h1>
        <SentForm search={search} />
        <Card className="max-w-md" id="code" note={t("codeText")} title={t("codeCard")}>
          <CommandForm
            fixed={{ next }}
            doneLabel={null}
            name="session.confirm"
            redirectTo={next}
            submitLabel={t("submit")}
          >
            <TextField
              autoComplete="one-time-code"
              hint={t("codeHint")}
              label={t("code")}
              maxLength={40}
              name="code"
              required
            />
          </CommandForm>
          <p className="mt-6 text-sm">
            <Link href={`/sign-in?again=1&next=${encodeURIComponent(next)}`}>{t("codeAgain")}</Link>
          </p>
        </Card>
      </ClientMessages>
    </PublicFrame>
  );
}
