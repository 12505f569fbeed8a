import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { OwnTeams } from "@/server/views/registration-teams";

/** The teams that the reader's office keeps, by counts; their people stand on the page of each. */
export function OwnTeamList({ teams }: { teams: OwnTeams }) {
  const t = useTranslations("cityTeam");
  if (teams.length === 0) return null;
  return (
    <Card id="own" note={t("ownNote")} title={t("own")}>
      <ul className="grid gap-4">
        {teams.map((team) => (
          <li className="flex flex-wrap items-center gap-x-4 gap-y-2" key={team.teamId}>
            <span className="flex-1 basis-56">
              <strong>{team.municipality}</strong>
              <span className="block text-sm text-soft">{t("people", { count: team.people })}</span>
            </span>
            <LinkButton aria-label={`${t("open")}: ${team.municipality}`} href={team.href} variant="secondary">
              {t("open")}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}
