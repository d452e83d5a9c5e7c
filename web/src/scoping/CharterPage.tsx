import { Stack, Text } from '@mantine/core'
import { enc } from '../api/client'
import { useGet, useGetFresh } from '../api/queries'
import type { CharterView, Project } from '../api/types'
import { Empty, Facts, Loaded, Page, Panel } from '../shared/Page'
import { useWords } from '../shared/use'
import { useServing } from './Home'
import { RequirementTable } from './RequirementTable'

const sentences = ['problem', 'objective'] as const
const words = ['task', 'risk', 'sensitivity', 'baseline', 'evidence'] as const
const facts = ['task', 'target', 'positive', 'unit', 'horizon', 'baseline', 'evidence', 'risk', 'sensitivity', 'deadline'] as const

export default function CharterPage({ project }: { project: string }) {
  const { t, word, n } = useWords()
  const charter = useGetFresh<CharterView>(`/projects/${enc(project)}/charter`)
  const live = useGet<Project>(`/projects/${enc(project)}`)
  const serving = useServing(project)
  return (
    <Page title={t('nav.charter')} crumbs={[{ label: project, to: `/projects/${enc(project)}` }]} lead={t('charter.lead')}>
      <Loaded query={charter}>
        {(raw) => {
          const c = raw.charter
          const kpi = c.kpi as { name?: string; baseline?: number; target?: number } | null | undefined
          return (
            <Stack gap="md">
              <Panel title={t('charter.requirements')}>
                {(live.data?.requirements ?? raw.requirements).length > 0 ? (
                  <RequirementTable items={live.data?.requirements ?? raw.requirements} latest={live.data?.latest} serving={serving} />
                ) : (
                  <Empty
                    what={t('charter.norequirements')}
                    how={t('charter.norequirements.how')}
                    command="requirements: [ mae <= 0.9 * baseline on test ]"
                  />
                )}
              </Panel>
              <div className="grid-2">
                <Panel title={t('charter.question')}>
                  {sentences.map((key) => (c[key] ? <Sentence key={key} name={t(`charter.${key}`)} text={String(c[key])} /> : null))}
                  <Facts
                    items={facts.map((key) => [
                      t(`charter.${key}`),
                      words.some((w) => w === key) && typeof c[key] === 'string' ? word('charter.value', c[key]) : plain(c[key]),
                    ])}
                  />
                </Panel>
                <Stack gap="md">
                  {kpi?.name && (
                    <Panel title={t('charter.kpi')}>
                      <Text>{kpi.name}</Text>
                      <Text className="num soft">
                        {n(kpi.baseline)} → {n(kpi.target)}
                      </Text>
                    </Panel>
                  )}
                  <Panel title={t('charter.people')}>
                    {entries(c.people).length > 0 ? (
                      <Facts items={entries(c.people).map(([k, v]) => [word('charter.role', k), plain(v)])} />
                    ) : (
                      <Text className="soft">{t('charter.nopeople')}</Text>
                    )}
                  </Panel>
                  {entries(c.use).length > 0 && (
                    <Panel title={t('charter.use')}>
                      <Facts items={entries(c.use).map(([k, v]) => [word('charter.used', k), plain(v)])} />
                    </Panel>
                  )}
                  {entries(c.costs).length > 0 && (
                    <Panel title={t('charter.costs')}>
                      <Facts items={entries(c.costs).map(([k, v]) => [word('charter.cost', k), plain(v)])} />
                    </Panel>
                  )}
                </Stack>
              </div>
            </Stack>
          )
        }}
      </Loaded>
    </Page>
  )
}

function Sentence({ name, text }: { name: string; text: string }) {
  return (
    <div style={{ marginBottom: '0.8rem' }}>
      <Text size="sm" className="soft">
        {name}
      </Text>
      <Text>{text}</Text>
    </div>
  )
}

const entries = (o: unknown) =>
  Object.entries((o ?? {}) as Record<string, unknown>).filter(
    ([, v]) => v !== null && v !== undefined && !(Array.isArray(v) && v.length === 0),
  )

function plain(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(plain).join(', ')
  if (typeof value === 'object')
    return entries(value)
      .map(([k, v]) => `${k}: ${plain(v)}`)
      .join(', ')
  return String(value)
}
