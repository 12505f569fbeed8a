import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AsOfNotice, type AsOfPeriod, AsOfPicker } from "@/components/layout/as-of-picker";
import { ClientMessages } from "@/components/layout/client-messages";
import { EuBand } from "@/components/layout/eu-band";
import { Brand, DemoStripe, SkipLink } from "@/components/layout/frame-parts";
import { NavLink } from "@/components/layout/nav-link";
import { LocaleLinks, ThemeLinks } from "@/components/layout/preference-links";
import { ProjectSwitcher, type SwitcherProject } from "@/components/layout/project-switcher";
import { cx } from "@/components/ui/cx";
import { Icon, type IconName } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Menu } from "@/components/ui/menu";
import type { RailWidth, Theme } from "@/lib/domain/preference";

type OfficeFrameProps = {
  me: { name: string; roleLabel: string; organisationName: string; emblem?: ReactNode };
  theme: Theme;
  rail: RailWidth;
  /** The first projects and the one at hand. */
  projects: readonly SwitcherProject[];
  /** There are others, which the switcher finds as one types. */
  moreProjects: boolean;
  /** The product's own day. */
  today: string;
  periods?: readonly AsOfPeriod[];
  /** The page can show a past day (?k=); others have no use for the picker. */
  asOf?: boolean;
  /** Where "Zapsat" leads on a phone, for those who may. */
  logHref?: string;
  /** The project that the phone's bar opens. */
  projectHref?: string;
  /** Where Setkání are, for who prepares or checks them. */
  meetingsHref?: string;
  /** Where Správa begins, for those who have a part of it. */
  adminHref?: string;
  demo?: boolean;
  /** The session looks as another role or acts for somebody: what it says, and the form that ends it. */
  view?: { text: string; end: ReactNode };
  registrationNumber?: string;
  /** The form that signs out. */
  signOut: ReactNode;
  children: ReactNode;
};

/** What stands around every page behind sign-in. */
export function OfficeFrame({ me, theme, rail, projects, today, periods, asOf, children, ...rest }: OfficeFrameProps) {
  const t = useTranslations("frame");
  const items = [
    { href: "/", label: t("home"), icon: "home", exact: true },
    { href: "/projects", label: t("projects"), icon: "folder" },
    ...(rest.meetingsHref ? [{ href: rest.meetingsHref, label: t("meetings"), icon: "calendar" } as const] : []),
    { href: "/practice", label: t("practice"), icon: "list" },
    ...(rest.adminHref
      ? [{ href: rest.adminHref, under: "/admin", label: t("admin"), icon: "settings" } as const]
      : []),
  ] satisfies Item[];
  return (
    <ClientMessages namespaces={["frame"]}>
      <SkipLink />
      {rest.demo && <DemoStripe />}
      {rest.view && (
        <div
          className="no-print sticky top-0 z-30 flex items-center justify-center gap-x-4 bg-action px-4 py-1.5 text-on-action"
          role="status"
        >
          <Icon name="users" size={18} />
          <span className="min-w-0 grow leading-snug md:grow-0">{rest.view.text}</span>
          {rest.view.end}
        </div>
      )}
      <div className="flex min-h-dvh print:min-h-0">
        <Rail items={items} rail={rail} />
        <div className="flex min-w-0 flex-1 flex-col">
          <header className="z-20 border-b border-line bg-card md:sticky md:top-0 print:static">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-2 px-4 py-2 md:flex-nowrap md:gap-x-4 lg:px-6">
              <Brand
                className="flex-1 basis-3/4 md:flex-initial md:basis-auto"
                emblem={me.emblem}
                href="/"
                name={me.organisationName}
                note={t("appName")}
              />
              <div className="no-print order-3 min-w-0 flex-1 basis-40 md:order-none md:min-w-56 md:max-w-md md:basis-0 md:px-2">
                {projects.length > 0 && <ProjectSwitcher more={rest.moreProjects} projects={projects} />}
              </div>
              {asOf && (
                <div className="no-print order-3 md:order-none md:ml-auto">
                  <AsOfPicker periods={periods} today={today} />
                </div>
              )}
              <div className="no-print flex items-center gap-1 md:ml-auto">
                <LocaleLinks className="hidden lg:flex" />
                <ThemeLinks className="hidden xl:flex" theme={theme} />
                <Account adminHref={rest.adminHref} me={me} signOut={rest.signOut} theme={theme} />
              </div>
            </div>
          </header>
          {asOf && <AsOfNotice today={today} />}
          <main className="w-full flex-1 px-4 py-6 lg:px-6" id="content" tabIndex={-1}>
            {children}
          </main>
          <footer className="border-t border-line px-4 py-4 pb-24 md:pb-4 lg:px-6 print:pb-0">
            <EuBand registrationNumber={rest.registrationNumber} />
          </footer>
        </div>
      </div>
      <PhoneBar logHref={rest.logHref} meetingsHref={rest.meetingsHref} projectHref={rest.projectHref} />
    </ClientMessages>
  );
}

type Item = { href: string; label: string; icon: IconName; exact?: boolean; under?: string };

function Rail({ items, rail }: { items: readonly Item[]; rail: RailWidth }) {
  const t = useTranslations("frame");
  const wide = rail === "wide";
  return (
    <nav
      aria-label={t("mainMenu")}
      className={cx("no-print hidden shrink-0 border-r border-line bg-card md:block", wide && "xl:w-52")}
    >
      {/* Room below for as much as a notice above the page pushes it down. */}
      <div className="sticky top-0 flex h-dvh flex-col gap-1 p-2 pb-12">
        {items.map((item) => (
          <NavLink
            className="rail-link"
            exact={item.exact}
            href={item.href}
            key={item.href}
            title={item.label}
            under={item.under}
          >
            <Icon name={item.icon} />
            <span className={wide ? "sr-only xl:not-sr-only" : "sr-only"}>{item.label}</span>
          </NavLink>
        ))}
        <a
          aria-label={wide ? t("foldRail") : t("unfoldRail")}
          className="mt-auto hidden min-h-11 items-center rounded-md px-3 text-soft hover:bg-wash xl:flex"
          href={`/api/preferences?rail=${wide ? "narrow" : "wide"}`}
          title={wide ? t("foldRail") : t("unfoldRail")}
        >
          <Icon name={wide ? "left" : "right"} />
        </a>
      </div>
    </nav>
  );
}

function Account({ me, signOut, theme, adminHref }: Pick<OfficeFrameProps, "me" | "signOut" | "theme" | "adminHref">) {
  const t = useTranslations("frame");
  return (
    <Menu
      label={
        <>
          <Icon name="user" />
          <span className="sr-only">{t("account")}: </span>
          <span className="sr-only max-w-40 truncate lg:not-sr-only">{me.name}</span>
        </>
      }
    >
      <p className="px-3 pt-1 font-semibold">{me.name}</p>
      <p className="px-3 pb-2 text-sm text-soft">{me.roleLabel}</p>
      <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-1 py-2 xl:hidden">
        <LocaleLinks className="lg:hidden" />
        <ThemeLinks theme={theme} />
      </div>
      <div className="border-t border-line pt-2">
        {adminHref && (
          <Link className="flex min-h-11 items-center px-3 no-underline md:hidden" href={adminHref}>
            {t("admin")}
          </Link>
        )}
        <Link className="flex min-h-11 items-center px-3 no-underline" href="/account">
          {t("myAccount")}
        </Link>
        {signOut}
      </div>
    </Menu>
  );
}

function PhoneBar({
  logHref,
  projectHref,
  meetingsHref,
}: Pick<OfficeFrameProps, "logHref" | "projectHref" | "meetingsHref">) {
  const t = useTranslations("frame");
  return (
    <nav
      aria-label={t("phoneMenu")}
      className="no-print fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-card pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <NavLink className="bar-link" exact href="/">
        <Icon name="home" />
        {t("home")}
      </NavLink>
      {logHref && (
        <NavLink className="bar-link" href={logHref}>
          <span className="rounded-md bg-action px-4 py-1 text-on-action">
            <Icon name="pen" />
          </span>
          {t("log")}
        </NavLink>
      )}
      <NavLink className="bar-link" exact={Boolean(projectHref)} href={projectHref ?? "/projects"}>
        <Icon name="folder" />
        {projectHref ? t("project") : t("projects")}
      </NavLink>
      {meetingsHref && (
        <NavLink className="bar-link" href={meetingsHref}>
          <Icon name="calendar" />
          {t("meetings")}
        </NavLink>
      )}
      <NavLink className="bar-link" href="/practice">
        <Icon name="list" />
        {t("practice")}
      </NavLink>
    </nav>
  );
}
