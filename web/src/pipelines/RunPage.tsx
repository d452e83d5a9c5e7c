import { Anchor, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconPlayerStop } from '@tabler/icons-react'
import { useCallback, useMemo, useState } from 'react'
import { enc } from '../api/client'
import { useGet, useGetFresh } from '../api/queries'
import type { MetricValue, Page as List, PipelineStep, RunDetail, RunStep } from '../api/types'
import { useAct } from '../shared/act'
import { shortId } from '../shared/format'
import { Graph } from '../shared/graph/Graph'
import { Facts, Failure, Loaded, Page, Panel, To } from '../shared/Page'
import { State, toneOf } from '../shared/State'
import { PlainTable } from '../shared/Tables'
import { useNow, useWords } from '../shared/use'
import { edgesOf } from './edges'
import { Log } from './Log'
import { Metrics } from './Metrics'
import { lines } from './parameters'

export default function RunPage({ id }: { id: string }) {
  const { t } = useWords()
  const run = useGetFresh<RunDetail>(`/runs/${enc(id)}`)
  const cancel = useAct(['/runs'])
  const r = run.data
  return (
    <Page
      title={r ? `${r.name || r.kind} ${shortId(id)}` : shortId(id)}
      crumbs={[{ label: t('nav.runs'), to: '/runs' }, ...(r?.parent ? [{ label: shortId(r.parent), to: `/runs/${r.parent}` }] : [])]}
      aside={
        <Group>
          {r && <State of={r.status} />}
          {r?.cancellable && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlayerStop size={14} />}
              loading={cancel.isPending}
              onClick={() => cancel.mutate({ path: `/runs/${enc(id)}/cancel`, said: t('run.cancelled') })}
            >
              {t('run.cancel')}
            </Button>
          )}
        </Group>
      }
    >
      {cancel.error && <Failure error={cancel.error} />}
      <Loaded query={run}>{(data) => <Whole run={data} />}</Loaded>
    </Page>
  )
}

function Whole({ run }: { run: RunDetail }) {
  const { t, moment, bytes, seconds, refusal } = useWords()
  const running = run.status.toLowerCase() === 'running'
  const metrics = useGet<List<MetricValue>>(`/runs/${run.id}/metrics`)
  const parameters = lines(run.parameters)
  return (
    <Stack>
      {run.message && (
        <Panel title={t('run.message')}>
          <pre className="mono" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 }} title={run.message}>
            {run.message.split('\n').map(refusal).join('\n')}
          </pre>
        </Panel>
      )}
      {run.kind === 'step' ? (
        <Log run={run.id} running={running} failed={run.status.toLowerCase() === 'failed'} />
      ) : run.steps.length + ahead(run).length > 0 ? (
        <StepsView run={run} />
      ) : (
        <Text className="soft">{t('waiting')}</Text>
      )}
      <div className="panels">
        <Panel title={t('run.about')}>
          <Facts
            items={[
              [t('col.project'), run.project],
              [t('col.started'), <span className="num">{moment(run.startedAt, true)}</span>],
              [t('col.duration'), running ? <Elapsed since={run.startedAt} /> : <span className="num">{seconds(run.seconds)}</span>],
              [t('col.who'), run.user],
              [
                t('run.commit'),
                run.code ? (
                  <span className="mono">
                    {shortId(run.code.commit)}
                    {run.code.dirtyDiff ? ` + ${t('run.dirty')}` : ''}
                  </span>
                ) : null,
              ],
              [t('run.cpu'), run.resources ? seconds(run.resources.cpuSeconds) : null],
              [t('run.memory'), run.resources?.peakMemoryBytes ? bytes(run.resources.peakMemoryBytes) : null],
              [t('run.version'), run.version ? <To href={`/models/${run.version.replace('@', '/')}`}>{run.version}</To> : null],
              ...Object.entries(run.tags)
                .filter(([k]) => k !== 'bundle')
                .map(([k, v]): [string, string] => [
                  k.startsWith('input.') ? `${t('run.in')} ${k.slice(6)}` : t(`tag.${k}`, { defaultValue: k }),
                  v,
                ]),
            ]}
          />
        </Panel>
        {parameters.length > 0 && (
          <Panel title={t('compare.parameters')}>
            <Facts
              items={parameters.map(([path, text]) => [
                <span className="mono">{path}</span>,
                <span className="mono num lines">{text}</span>,
              ])}
            />
          </Panel>
        )}
        {run.artifacts.length > 0 && (
          <Panel title={t('compare.artifacts')}>
            <PlainTable
              rows={run.artifacts}
              id={(a) => a.direction + a.port + a.digest}
              label={t('compare.artifacts')}
              columns={[
                { key: 'd', head: '', cell: (a) => t(`run.${a.direction}`, { defaultValue: a.direction }) },
                { key: 'p', head: t('run.port'), cell: (a) => <span className="mono">{a.port}</span> },
                { key: 'k', head: t('run.kind'), cell: (a) => t(`artifact.${a.kind}`, { defaultValue: a.kind }) },
                {
                  key: 'g',
                  head: t('data.digest'),
                  cell: (a) => (
                    <Anchor
                      href={`/api/v1/artifacts/${a.digest}`}
                      className="mono"
                      fz="inherit"
                      underline="always"
                      target="_blank"
                      rel="noreferrer"
                    >
                      {shortId(a.digest)}
                    </Anchor>
                  ),
                },
              ]}
            />
          </Panel>
        )}
      </div>
      {metrics.data && metrics.data.items.length > 0 && <Metrics values={metrics.data.items} />}
    </Stack>
  )
}

function Elapsed({ since }: { since: string }) {
  const { seconds } = useWords()
  const now = useNow(1)
  return <span className="num">{seconds(Math.max(0, (now - Date.parse(since)) / 1000))}</span>
}

/** The pipeline with the state of each step; the chosen step's reasons and log below. */
function StepsView({ run: told }: { run: RunDetail }) {
  const { t, word } = useWords()
  const pipeline = useGet<{ steps: PipelineStep[] }>(`/projects/${enc(told.project)}/pipeline`)
  const run = useMemo(() => ({ ...told, steps: [...told.steps, ...ahead(told)] }), [told])
  const interesting = run.steps.find((s) => s.state === 'failed') ?? run.steps.find((s) => s.state === 'running') ?? told.steps.at(-1)
  const [picked, setPicked] = useState<string | null>(null)
  const pick = useCallback((id: string) => setPicked(id), [])
  const chosen = picked ?? interesting?.name ?? null
  const nodes = useMemo(
    () =>
      run.steps.map((s) => ({
        id: s.name,
        title: s.name,
        state: s.state,
        note: s.state === 'running' && s.progress !== null ? `${word('state', s.state)} ${Math.round(s.progress * 100)} %` : undefined,
        tone: toneOf(s.state),
        progress: s.state === 'running' ? s.progress : null,
      })),
    [run.steps, word],
  )
  const edges = useMemo(() => {
    // a run tells itself what read what; the pipeline of today stands in only for runs that were made before they did
    const today = new Map(pipeline.data?.steps.map((s) => [s.name, s.upstream]))
    return edgesOf(run.steps.map((s) => ({ name: s.name, upstream: s.upstream ?? today.get(s.name) ?? [] })))
  }, [pipeline.data, run.steps])
  const of = (...states: string[]) => run.steps.filter((s) => states.includes(s.state)).length
  const done = of('succeeded', 'cached')
  const others = (['failed', 'cancelled', 'skipped'] as const).filter((s) => of(s) > 0)
  const step = run.steps.find((s) => s.name === chosen)
  return (
    <Stack>
      <div>
        <Group justify="space-between">
          <Text size="sm" className="num" role="status">
            {[
              t('run.steps', { done, all: run.steps.length, cached: of('cached') }),
              ...others.map((s) => t(`run.steps.${s}`, { n: of(s) })),
            ].join(t('run.steps.and'))}
          </Text>
        </Group>
        <Progress.Root mt={4}>
          <Progress.Section value={(done / run.steps.length) * 100} aria-label={t('run.progress')} />
          <Progress.Section value={(of('failed') / run.steps.length) * 100} color="var(--bad)" aria-label={word('state', 'failed')} />
        </Progress.Root>
      </div>
      <Graph nodes={nodes} edges={edges} chosen={chosen} pick={pick} label={t('nav.pipeline')} height={run.steps.length > 40 ? 520 : 340} />
      {step && <StepView run={run} step={step} />}
    </Stack>
  )
}

/** The steps of a run at work of which nothing was heard yet: it says at its beginning which it has. */
function ahead(run: RunDetail): RunStep[] {
  const all = run.status.toLowerCase() === 'running' && Array.isArray(run.parameters.steps) ? run.parameters.steps.map(String) : []
  const heard = new Set(run.steps.map((s) => s.name))
  return all
    .filter((name) => !heard.has(name))
    .map((name) => ({
      name,
      state: 'waiting',
      reasons: [],
      run: null,
      progress: null,
      text: '',
      seconds: null,
      attempt: 1,
      upstream: null,
    }))
}

function StepView({ run, step }: { run: RunDetail; step: RunStep }) {
  const { t, said, seconds, refusal } = useWords()
  return (
    <Panel title={step.name} aside={<State of={step.state} />}>
      <Stack gap="sm">
        <Facts
          items={[
            [t('run.why'), step.reasons.length > 0 ? <Reasons of={step.reasons.map((r) => said(r))} /> : null],
            [t('col.duration'), step.seconds === null ? null : <span className="num">{seconds(step.seconds)}</span>],
            [t('run.says'), step.text ? refusal(step.text) : null],
            [
              t('run.itself'),
              step.run ? (
                <To href={`/runs/${step.run}`} mono>
                  {shortId(step.run)}
                </To>
              ) : null,
            ],
            [t('run.attempt'), step.attempt > 1 ? String(step.attempt) : null],
          ]}
        />
        {step.run && step.state !== 'cached' && (
          <Log key={step.name} run={run.id} step={step.name} running={step.state === 'running'} failed={step.state === 'failed'} />
        )}
      </Stack>
    </Panel>
  )
}

const Reasons = ({ of }: { of: string[] }) => (
  <ul style={{ margin: 0, paddingLeft: '1.1rem' }}>
    {of.map((r) => (
      <li key={r}>{r}</li>
    ))}
  </ul>
)
