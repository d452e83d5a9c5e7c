import { Anchor, Button, Code, Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Problem } from '../api/client'
import { useTitle, useWords } from './use'

interface Crumb {
  label: string
  to: string
}

/** A page: where it belongs, its heading, what can be done there, and its content. */
export function Page({
  title,
  crumbs = [],
  aside,
  children,
  lead,
}: {
  title: string
  crumbs?: Crumb[]
  aside?: ReactNode
  lead?: ReactNode
  children: ReactNode
}) {
  useTitle(title)
  const { t } = useWords()
  return (
    <Stack gap="md">
      <div>
        {crumbs.length > 0 && (
          <nav aria-label={t('nav.here')}>
            <Group gap={6} mb={2}>
              {crumbs.map((c) => (
                <Text key={c.to} size="sm" component="span">
                  <Anchor component={Link} href={c.to} size="sm" underline="always">
                    {c.label}
                  </Anchor>
                  <span className="soft" aria-hidden>
                    {' /'}
                  </span>
                </Text>
              ))}
            </Group>
          </nav>
        )}
        <Group justify="space-between" align="flex-end" gap="sm">
          <Title order={1} size="1.5rem" style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          {aside}
        </Group>
        {lead && (
          <Text component="div" className="soft" mt={4} maw="70ch">
            {lead}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  )
}

export function Panel({ title, aside, children, id }: { title?: ReactNode; aside?: ReactNode; children: ReactNode; id?: string }) {
  return (
    <section className="panel" id={id}>
      {title && (
        <Group justify="space-between" mb="sm" gap="xs">
          <Title order={2} size="0.98rem">
            {title}
          </Title>
          {aside}
        </Group>
      )}
      {children}
    </section>
  )
}

/** Nothing here yet: what would be here, the command that brings it, and the page that leads to it. */
export function Empty({
  what,
  how,
  command,
  next,
}: {
  what: string
  how?: string
  command?: string
  next?: [href: string, label: string]
}) {
  return (
    <div className="panel" style={{ textAlign: 'center', padding: '2.2rem 1rem' }}>
      <Text fw={600}>{what}</Text>
      {how && (
        <Text className="soft" mt={4} maw="56ch" mx="auto">
          {how}
        </Text>
      )}
      {command && (
        <Code mt="sm" style={{ display: 'inline-block', color: 'var(--ink)' }}>
          {command}
        </Code>
      )}
      {next && (
        <Text mt="sm">
          <To href={next[0]}>{next[1]}</To>
        </Text>
      )}
    </div>
  )
}

/** What went wrong and what to do about it, in the reader's language; the server's own words stay at hand where they are others. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t, refusal } = useWords()
  const problem = error instanceof Problem ? error : null
  const offline = problem?.code === 'web.offline'
  const text = offline ? t('error.offline') : error instanceof Error ? error.message : String(error)
  const remedy = offline ? t('error.offline.remedy') : problem?.remedy
  const original = [text, ...(problem?.others ?? []), remedy ?? ''].filter((s) => s !== '')
  return (
    <div role="alert" className="panel failure">
      <Text fw={600}>
        <IconAlertTriangle size={18} color="var(--bad)" aria-hidden style={{ verticalAlign: '-3px', marginRight: 6 }} />
        {refusal(text)}
      </Text>
      {problem?.others.map((o) => (
        <Text key={o} size="sm">
          {refusal(o)}
        </Text>
      ))}
      {remedy && <Text size="sm">{refusal(remedy)}</Text>}
      {problem && problem.status > 0 && (
        <Text size="xs" className="soft mono" mt={4}>
          {problem.code}
        </Text>
      )}
      {original.some((s) => refusal(s) !== s) && (
        <details style={{ fontSize: '0.78rem', marginTop: 4 }}>
          <summary className="soft">{t('error.original')}</summary>
          <Text size="xs" className="soft" lang="en">
            {original.join(' ')}
          </Text>
        </details>
      )}
      {retry && (
        <Button mt="sm" size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={retry}>
          {t('do.retry')}
        </Button>
      )}
    </div>
  )
}

export function Waiting({ lines = 4 }: { lines?: number }) {
  const { t } = useWords()
  return (
    <div className="waiting" role="status" aria-label={t('waiting')}>
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} style={{ height: i === 0 ? 26 : 16, width: `${92 - i * 13}%` }} />
      ))}
    </div>
  )
}

/** Waits for an answer, shows its failure, and only then its content. */
export function Loaded<T>({ query, children, lines }: { query: UseQueryResult<T>; children: (data: T) => ReactNode; lines?: number }) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />
  return <Waiting lines={lines} />
}

/** Names and values; `across` sets short ones in several columns where there is room. */
export function Facts({ items, across }: { items: [ReactNode, ReactNode][]; across?: boolean }) {
  return (
    <dl className={across ? 'facts across' : 'facts'}>
      {items
        .filter(([, v]) => v !== null && v !== undefined && v !== '' && v !== false)
        .map(([k, v], i) => (
          <FactRow key={i} name={k} value={v} />
        ))}
    </dl>
  )
}

const FactRow = ({ name, value }: { name: ReactNode; value: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
)

export function To({ href, children, mono }: { href: string; children: ReactNode; mono?: boolean }) {
  // a name or a number is not torn apart at its hyphen
  const word = typeof children === 'string' && !/\s/.test(children) ? 'word' : ''
  return (
    <Anchor component={Link} href={href} size="sm" className={mono ? `mono ${word}` : word} fz="inherit" underline="always">
      {children}
    </Anchor>
  )
}
