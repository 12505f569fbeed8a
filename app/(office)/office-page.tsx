import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PhoneOwner } from "@/app/(office)/phone-owner";
import { SignOut } from "@/app/(office)/sign-out";
import { OfficeFrame } from "@/components/layout/office-frame";
import { Button } from "@/components/ui/button";
import { PlainForm } from "@/components/ui/plain-form";
import { adminSectionsOf } from "@/lib/domain/admin-section";
import { can } from "@/lib/domain/permission";
import { pickFrom, preferenceCookies, railWidths, themes } from "@/lib/domain/preference";
import type { Office } from "@/server/page";

type OfficePageProps = {
  office: Omit<Office<unknown>, "view">;
  /** The project at hand: its address, number and periods for the as-of picker. */
  project?: {
    slug: string;
    registrationNumber: string | null;
    periods?: readonly { number: number; endsOn: string }[];
  };
  /** The page can show a past day (?k=). */
  asOf?: boolean;
  children: ReactNode;
};

/** The frame of every page behind sign-in, filled from who is signed in. */
export async function OfficePage({
  office: { me, projects, moreProjects, emblem, viewed },
  project,
  asOf,
  children,
}: OfficePageProps) {
  const [t, tRoles, jar] = await Promise.all([getTranslations("frame"), getTranslations("roles"), cookies()]);
  const slug = project?.slug ?? projects[0]?.slug;
  const logs = slug && can(me, "activity.log") ? `/projects/${slug}/activity/new` : undefined;
  return (
    <OfficeFrame
      adminHref={adminSectionsOf(me)[0]?.href}
      asOf={asOf}
      demo={me.demo}
      logHref={logs}
      meetingsHref={can(me, "meeting.read") ? "/meetings" : undefined}
      moreProjects={moreProjects}
      me={{
        name: me.name,
        organisationName: me.organisationName,
        emblem: emblem && (
          // biome-ignore lint/performance/noImgElement: a picture of ours, and there is no image optimiser
          <img
            alt=""
            className="size-9 shrink-0 rounded-md bg-white object-contain"
            src={`/api/emblems/${me.organisationId}?v=${emblem}`}
          />
        ),
        roleLabel: [...new Set(me.roles.map(({ role }) => tRoles(role)))].join(", "),
      }}
      periods={project?.periods?.map((period) => ({
        label: t("period", { number: period.number }),
        day: period.endsOn,
      }))}
      projectHref={slug ? `/projects/${slug}` : undefined}
      projects={projects.map(({ organisation, ...rest }) => ({ ...rest, city: organisation }))}
      rail={pickFrom(railWidths, jar.get(preferenceCookies.rail)?.value) ?? "wide"}
      registrationNumber={project?.registrationNumber ?? undefined}
      signOut={
        <SignOut>
          <PlainForm name="session.end" then="/sign-in">
            <Button className="justify-start px-3" size="sm" type="submit" variant="quiet">
              {t("signOut")}
            </Button>
          </PlainForm>
        </SignOut>
      }
      view={
        me.preview || me.standsFor
          ? {
              text: me.standsFor
                ? t("standsFor", { name: me.standsFor.name })
                : t("previews", { role: me.preview ? tRoles(me.preview) : "", place: viewed ?? "" }),
              end: (
                <PlainForm name="view.end" then="/">
                  <Button size="sm" type="submit" variant="secondary">
                    {t("endView")}
                  </Button>
                </PlainForm>
              ),
            }
          : undefined
      }
      theme={pickFrom(themes, jar.get(preferenceCookies.theme)?.value) ?? "auto"}
      today={me.today}
    >
      {me.userId && me.organisationId && <PhoneOwner organisationId={me.organisationId} userId={me.userId} />}
      {children}
    </OfficeFrame>
  );
}
