import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import type { Actor } from "@/lib/domain/actor";
import { can } from "@/lib/domain/permission";
import { TakeOverForm } from "./forms";

/** For a signed-in user of a city: his office sees the team from then on. Nobody else is offered it. */
export function TakeOver({ me, slug, link }: { me: Actor; slug: string; link: string }) {
  const t = useTranslations("cityTeam");
  if (!can(me, "registration-team.start")) return null;
  return (
    <Card id="take-over" note={t("takeOverNote")} title={t("takeOver")}>
      <TakeOverForm fixed={{ slug, link }} />
    </Card>
  );
}
