import { ActionIcon, Badge, useMantineColorScheme } from '@mantine/core'
import { IconActivityHeartbeat, IconKeyboard, IconLogout, IconMenu2, IconMoon, IconSun, IconUsers, IconX } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { remove } from '../api/client'
import { linkStore } from '../api/events'
import { useGet } from '../api/queries'
import type { Page, System } from '../api/types'
import { choose, type Language } from './i18n'
import { Waiting } from './Page'
import { places } from './places'
import { useShortcuts } from './shortcuts'
import { useWords } from './use'

const ShortcutHelp = lazy(() => import('./ShortcutHelp'))

/** What stands around every page: the way to the content, the header, the menu. */
export function Shell({ system, children }: { system: System; children: ReactNode }) {
  const [menu, setMenu] = useState(false)
  const [help, setHelp] = useState(false)
  const [here, go] = useLocation()
  const { t } = useWords()
  const main = useRef<HTMLElement>(null)
  useShortcuts(go, setHelp)

  const before = useRef(here)
  useEffect(() => {
    if (before.current === here) return
    // another page is told to a screen reader by the focus; tabs within a page keep theirs
    if (before.current.split('/')[1] !== here.split('/')[1] || here.split('/').length < 3) main.current?.focus({ preventScroll: true })
    before.current = here
    setMenu(false)
    window.scrollTo(0, 0)
  }, [here])

  const at = (to: string, under: readonly string[]) =>
    (to === '/' ? here === '/' : here.startsWith(to)) || under.some((u) => here.startsWith(u))
  return (
    <div className="shell" onKeyDown={(e) => e.key === 'Escape' && setMenu(false)}>
      <a className="skip" href="#main" onClick={(e) => (e.preventDefault(), main.current?.focus())}>
        {t('nav.skip')}
      </a>
      <header className="bar">
        <ActionIcon
          className="only-narrow"
          variant="subtle"
          color="gray"
          c="var(--soft)"
          onClick={() => setMenu(!menu)}
          aria-label={t('nav.menu')}
          aria-expanded={menu}
          aria-controls="menu"
        >
          {menu ? <IconX size={20} /> : <IconMenu2 size={20} />}
        </ActionIcon>
        <Link href="/" className="brand">
          <img src="/favicon.svg" width={22} height={22} alt="" />
          Rondo
        </Link>
        {system.project && <span className="soft bar-project">{system.project}</span>}
        <span style={{ flex: 1 }} />
        <LinkState />
        <LanguageSwitch />
        <SchemeSwitch />
        <ActionIcon
          className="only-wide"
          variant="subtle"
          color="gray"
          c="var(--soft)"
          onClick={() => setHelp(true)}
          aria-label={t('keys.title')}
          title={t('keys.title')}
        >
          <IconKeyboard size={19} />
        </ActionIcon>
        {system.mode === 'team' && (
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--soft)"
            aria-label={t('sign.out', { user: system.user })}
            title={t('sign.out', { user: system.user })}
            onClick={() => void remove('/session').then(() => window.location.assign('/'))}
          >
            <IconLogout size={19} />
          </ActionIcon>
        )}
      </header>
      <nav id="menu" className={menu ? 'menu open' : 'menu'} aria-label={t('nav.main')}>
        {places.map(({ to, name, icon: Icon, under }) => (
          <Link key={to} href={to} className="place" aria-current={at(to, under) ? 'page' : undefined}>
            <Icon size={18} stroke={1.7} aria-hidden />
            <span>{t(`nav.${name}`)}</span>
            {name === 'alerts' && <Waits path="/alerts?state=firing" label="nav.firing" color="#c0272d" />}
            {name === 'reviews' && <Waits path="/reviews?state=open" label="nav.waiting" />}
          </Link>
        ))}
        {system.mode === 'team' && (
          <Link href="/people" className="place" aria-current={at('/people', []) ? 'page' : undefined}>
            <IconUsers size={18} stroke={1.7} aria-hidden />
            <span>{t('nav.people')}</span>
          </Link>
        )}
        <span className="soft version num">{system.version}</span>
      </nav>
      <main id="main" ref={main} tabIndex={-1} className="content">
        <Suspense fallback={<Waiting />}>{children}</Suspense>
      </main>
      {help && (
        <Suspense>
          <ShortcutHelp close={() => setHelp(false)} />
        </Suspense>
      )}
    </div>
  )
}

function Waits({ path, label, color }: { path: string; label: string; color?: string }) {
  const { data } = useGet<Page<unknown>>(path)
  const { t } = useWords()
  const n = data?.items.length ?? 0
  return n > 0 ? (
    <Badge size="sm" circle variant="filled" color={color} role="img" aria-label={t(label, { count: n })} ml="auto">
      {n}
    </Badge>
  ) : null
}

/** Whether what is shown follows the server. */
function LinkState() {
  const link = useSyncExternalStore(linkStore.subscribe, linkStore.read)
  const { t } = useWords()
  const label = t(`link.${link}`)
  return (
    <span className={`state ${link === 'lost' ? 'tone-bad' : 'tone-quiet'}`} role="status" aria-label={label} title={label}>
      <IconActivityHeartbeat size={17} aria-hidden opacity={link === 'open' ? 1 : 0.45} />
      {link === 'lost' && <span className="only-wide">{label}</span>}
    </span>
  )
}

const languages: { value: Language; label: string }[] = [
  { value: 'en', label: 'EN' },
  { value: 'zh-TW', label: '中文' },
]

export function LanguageSwitch() {
  const { t, lang } = useWords()
  return (
    <div role="group" aria-label={t('nav.language')} className="languages">
      {languages.map(({ value, label }) => (
        <button key={value} type="button" lang={value} aria-pressed={value === lang} onClick={() => void choose(value)}>
          {label}
        </button>
      ))}
    </div>
  )
}

export function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { t } = useWords()
  const dark = colorScheme === 'dark' || (colorScheme === 'auto' && window.matchMedia('(prefers-color-scheme: dark)').matches)
  const label = dark ? t('nav.light') : t('nav.dark')
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="var(--soft)"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      {dark ? <IconSun size={19} /> : <IconMoon size={19} />}
    </ActionIcon>
  )
}
