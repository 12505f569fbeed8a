import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PublicFrame } from "@/components/layout/public-frame";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHead } from "@/components/ui/navigation";
import { withActor } from "@/db/gate";
import { digestIsOn } from "@/server/mail/digest-off";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata() {
  return {
    title: (await getTranslations("digestOff"))("title"),
    robots: { index: false },
  };
}

/** The link at the foot of a digest: one button, so that no program that looks ahead turns anything off. */
export default async function DigestOffPage({ params }: Props) {
  const [{ token }, t] = await Promise.all([params, getTranslations("digestOff")]);
  if (!(await digestIsOn(token))) notFound();
  const { demo } = await withActor({ kind: "public" }, "read", async (_, me) => me);
  return (
    <PublicFrame demo={demo}>
      <PageHead title={t("title")} />
      <Card id="off">
        <p className="mb-4">{t("text")}</p>
        <form action={`/api/mail/off/${token}`} method="post">
          <Button type="submit">{t("button")}</Button>
        </form>
      </Card>
    </PublicFrame>
  );
}
