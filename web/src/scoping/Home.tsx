import { Group, Stack, Text } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { Link } from 'wouter'
import { enc } from '../api/client'
import { useGet, useGetFresh } from '../api/queries'
import type { EndpointSummary, Page as List, Project, ProjectSummary } from '../api/types'
import { shortId } from '../shared/format'
import { Empty, Loaded, Page, Panel, To } from '../shared/Page'
import { State } from '../shared/State'
import { useWords } from '../shared/use'
import { LifecycleMap } from './LifecycleMap'
import { RequirementTable } from './RequirementTable'

/** The first page: the project of this server, or the list of all. */
export function Home({ project }: { project: string | null }) {
  return project ? <ProjectPage name={project} /> : <Projects />
}

function Projects() {
  const { t, said } = useWords()
  const projects = useGet<List<ProjectSummary>>('/projects')
  return (
    <Page title={t('projects.title')}>
      <Loaded query={projects}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty what={t('projects.empty')} how={t('projects.empty.how')} command="rondo demo" />
          ) : (
            <div className="grid-2">
              {items.map((p) => (
                <Panel key={p.name} title={<To href={`/projects/${enc(p.name)}`}>{p.name}</To>} aside={<State of={p.state} />}>
                  <Text size="sm">{said(p.next)}</Text>
                  {p.folder && <Text className="soft mono">{p.folder}</Text>}
                </Panel>
              ))}
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}

function ProjectPage({ name }: { name: string }) {
  const { t, said } = useWords()
  const project = useGetFresh<Project>(`/projects/${enc(name)}`)
  const serving = useServing(name)
  return (
    <Page title={name} lead={project.data?.description} aside={<Shortcuts name={name} />}>
      <Loaded query={project}>
        {(p) => (
          <Stack gap="md">
            <div className="sentence" role="note" aria-label={t('project.next')}>
              <Group gap="sm" wrap="nowrap" align="flex-start">
                <IconArrowRight size={20} color="var(--accent)" aria-hidden style={{ flex: 'none', marginTop: 2 }} />
                <div>
                  <Text size="xs" fw={600} tt="none" c="var(--accent)">
                    {t('project.next')}
                  </Text>
                  <Text>{said(p.next)}</Text>
                  <Next of={p.next} project={name} />
                </div>
              </Group>
            </div>
            <LifecycleMap project={p} />
            <div className="grid-2">
              <Panel title={t('charter.requirements')} aside={<To href={`/projects/${enc(name)}/charter`}>{t('nav.charter')}</To>}>
                {p.requirements.length === 0 ? (
                  <Text className="soft">{t('charter.norequirements')}</Text>
                ) : (
                  <RequirementTable items={p.requirements} brief latest={p.latest} serving={serving} />
                )}
              </Panel>
              <Panel title={t('project.now')}>
                <Now project={p} />
              </Panel>
            </div>
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

/** The version that answers for a project, where it is one: `bike-demand@3`. */
export function useServing(project: string): string | null {
  const endpoints = useGet<List<EndpointSummary>>('/endpoints')
  const live = [
    ...new Set(endpoints.data?.items.filter((e) => e.project === project && e.version !== null).map((e) => `${e.model}@${e.version}`)),
  ]
  return live.length === 1 ? (live[0] ?? null) : null
}

function Shortcuts({ name }: { name: string }) {
  const { t } = useWords()
  return (
    <Group gap="md">
      <Link href={`/projects/${enc(name)}/charter`}>{t('nav.charter')}</Link>
      <Link href={`/projects/${enc(name)}/pipeline`}>{t('nav.pipeline')}</Link>
    </Group>
  )
}

/** The way to the page on which the next thing is done, where there is one. */
function Next({ of: next, project }: { of: Project['next']; project: string }) {
  const { t } = useWords()
  const place = placeOfNext(next, project)
  return place && <To href={place[1]}>{t(`project.go.${place[0]}`)}</To>
}

function placeOfNext(next: Project['next'], project: string): [what: string, href: string] | null {
  const { alert, review, model, endpoint, run } = next.args as Record<string, string | undefined>
  if (alert) return ['alert', `/alerts/${enc(alert)}`]
  if (review) return ['review', `/reviews/${enc(review)}`]
  if (run) return ['run', `/runs/${enc(run)}`]
  if (next.code === 'run.first') return ['pipeline', `/projects/${enc(project)}/pipeline`]
  if (next.code.startsWith('charter.')) return ['charter', `/projects/${enc(project)}/charter`]
  if (endpoint) return ['endpoint', `/endpoints/${enc(endpoint)}`]
  return model ? ['model', versionHref(model)] : null
}

/** `bike-demand@3` → its page. */
export const versionHref = (reference: string) => {
  const [model, version] = reference.split('@')
  return `/models/${enc(model ?? '')}/${enc(version ?? 'latest')}`
}

function Now({ project }: { project: Project }) {
  const { t } = useWords()
  return (
    <dl className="facts">
      <dt>{t('project.champion')}</dt>
      <dd>{project.champion ? <To href={versionHref(project.champion)}>{project.champion}</To> : t('none')}</dd>
      <dt>{t('project.latest')}</dt>
      <dd>{project.latest ? <To href={versionHref(project.latest)}>{project.latest}</To> : t('none')}</dd>
      <dt>{t('project.lastrun')}</dt>
      <dd>
        {project.lastRun ? (
          <span>
            <To href={`/runs/${project.lastRun.id}`} mono>
              {shortId(project.lastRun.id)}
            </To>{' '}
            <State of={project.lastRun.status} />
          </span>
        ) : (
          t('none')
        )}
      </dd>
      <dt>{t('nav.endpoints')}</dt>
      <dd>
        <To href="/endpoints">{t('project.see')}</To>
      </dd>
    </dl>
  )
}
