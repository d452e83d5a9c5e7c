import { Text, Title } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { Link } from 'wouter'
import { enc } from '../api/client'
import type { LifecycleEdge, Project, Theme } from '../api/types'
import { State, toneOf } from '../shared/State'
import { useNarrow, useWords } from '../shared/use'
import { backPath, board, forwardPath, placeOf } from './layout'

const pages: Record<string, (p: string) => string> = {
  scope: (p) => `/projects/${enc(p)}/charter`,
  'data-define': () => '/data',
  'data-label': (p) => `/projects/${enc(p)}/pipeline`,
  'model-train': () => '/runs',
  'model-errors': () => '/models',
  deploy: () => '/endpoints',
  monitor: () => '/alerts',
}

/** The lifecycle as it is: seven themes, the ways forward, and the ways back that were travelled. */
export function LifecycleMap({ project }: { project: Project }) {
  const { t } = useWords()
  const narrow = useNarrow(1000)
  return (
    <section className="panel" aria-label={t('lifecycle.title')}>
      <Title order={2} size="0.98rem" mb="sm">
        {t('lifecycle.title')}
      </Title>
      {narrow ? <ThemeList project={project} /> : <ThemeBoard project={project} />}
      <BackList edges={project.edges} />
    </section>
  )
}

function ThemeCard({ theme, project }: { theme: Theme; project: string }) {
  const { t, said } = useWords()
  return (
    <Link href={(pages[theme.id] ?? (() => '/'))(project)} className={`theme ${toneOf(theme.state)}`} style={{ height: '100%' }}>
      <Text size="xs" className="soft">
        {t(`stage.${theme.stage}`, { defaultValue: theme.stage })}
      </Text>
      <strong>{t(`theme.${theme.id}`, { defaultValue: theme.id })}</strong>
      <State of={theme.state} />
      <div className="text">{said(theme)}</div>
    </Link>
  )
}

function ThemeBoard({ project }: { project: Project }) {
  const { t } = useWords()
  const back = project.edges.filter((e) => e.kind === 'back' && e.count > 0)
  return (
    <div style={{ position: 'relative', height: board.height, maxWidth: board.width, margin: '0 auto' }}>
      <svg
        viewBox={`0 0 ${board.width} ${board.height}`}
        width="100%"
        height={board.height}
        preserveAspectRatio="none"
        aria-hidden
        style={{ position: 'absolute', inset: 0 }}
      >
        <defs>
          <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
            <path d="M0 0 8 4 0 8z" fill="var(--cool)" />
          </marker>
          <marker id="tip-back" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
            <path d="M0 0 8 4 0 8z" fill="var(--accent)" />
          </marker>
        </defs>
        {project.edges
          .filter((e) => e.kind === 'forward')
          .map((e) => (
            <path
              key={`${e.from}-${e.to}`}
              d={forwardPath(e.from, e.to)}
              fill="none"
              stroke="var(--cool)"
              strokeWidth={1.4}
              markerEnd="url(#tip)"
              vectorEffect="non-scaling-stroke"
            />
          ))}
        {back.map((e, i) => (
          <path
            key={`${e.from}-${e.to}`}
            d={backPath(e.from, e.to, i).path}
            fill="none"
            stroke="var(--accent)"
            strokeWidth={Math.min(1.4 + Math.log2(e.count) * 0.7, 4)}
            strokeDasharray="6 4"
            markerEnd="url(#tip-back)"
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      {back.map((e, i) => {
        const { label } = backPath(e.from, e.to, i)
        return (
          <span
            key={`${e.from}-${e.to}`}
            className="num"
            title={e.reason ?? undefined}
            style={{
              position: 'absolute',
              left: `${(label.x / board.width) * 100}%`,
              top: label.y,
              transform: 'translate(-50%,-50%)',
              background: 'var(--paper)',
              color: 'var(--accent)',
              border: '1px solid var(--accent)',
              borderRadius: 10,
              padding: '0 7px',
              fontSize: 12,
              fontWeight: 650,
            }}
          >
            {t('lifecycle.times', { count: e.count })}
          </span>
        )
      })}
      {project.themes.map((theme) => {
        const place = placeOf(theme.id)
        return (
          <div
            key={theme.id}
            style={{
              position: 'absolute',
              left: `${(place.x / board.width) * 100}%`,
              top: place.y,
              width: `${(board.card.width / board.width) * 100}%`,
              height: board.card.height,
            }}
          >
            <ThemeCard theme={theme} project={project.name} />
          </div>
        )
      })}
    </div>
  )
}

function ThemeList({ project }: { project: Project }) {
  return (
    <ol
      style={{
        listStyle: 'none',
        margin: 0,
        padding: 0,
        display: 'grid',
        gap: 8,
        gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 15rem), 1fr))',
      }}
    >
      {project.themes.map((theme) => (
        <li key={theme.id}>
          <ThemeCard theme={theme} project={project.name} />
        </li>
      ))}
    </ol>
  )
}

/** The same back edges in words: how often, when last, and why. */
function BackList({ edges }: { edges: LifecycleEdge[] }) {
  const { t, said, moment } = useWords()
  const back = edges.filter((e) => e.kind === 'back' && e.count > 0)
  if (back.length === 0)
    return (
      <Text size="sm" className="soft" mt="sm">
        {t('lifecycle.noback')}
      </Text>
    )
  return (
    <ul style={{ listStyle: 'none', padding: 0, margin: '0.9rem 0 0', display: 'grid', gap: 6 }} aria-label={t('lifecycle.back')}>
      {back.map((e) => (
        <li key={`${e.from}-${e.to}`} style={{ display: 'flex', gap: 8, fontSize: '0.88rem' }}>
          <IconArrowBackUp size={17} color="var(--accent)" aria-hidden style={{ flex: 'none', marginTop: 2 }} />
          <span>
            <strong>{t('lifecycle.edge', { from: t(`theme.${e.from}`), to: t(`theme.${e.to}`) })}</strong>{' '}
            <span className="num">{t('lifecycle.times', { count: e.count })}</span>
            {e.reason && <span>{t('lifecycle.because', { reason: said(e.reason) })}</span>}
            {e.lastAt && <span className="soft num"> · {moment(e.lastAt)}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
