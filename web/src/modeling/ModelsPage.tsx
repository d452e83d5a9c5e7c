import { Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { enc } from '../api/client'
import { useGet } from '../api/queries'
import type { ModelSummary, ModelVersionSummary, Page as List } from '../api/types'
import { Empty, Loaded, Page, Panel, To } from '../shared/Page'
import { State } from '../shared/State'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'

export default function ModelsPage() {
  const { t } = useWords()
  const models = useGet<List<ModelSummary>>('/models')
  const [model, setModel] = useState<string | null>(null)
  return (
    <Page title={t('nav.models')} lead={t('models.lead')}>
      <Loaded query={models}>
        {({ items }) => {
          const shown = model ?? items[0]?.name
          return items.length === 0 || !shown ? (
            <Empty what={t('models.empty')} how={t('models.empty.how')} command="rondo run" next={['/', t('project.next')]} />
          ) : (
            <Stack>
              {items.length > 1 && (
                <Select
                  label={t('models.model')}
                  value={shown}
                  onChange={setModel}
                  data={items.map((m) => m.name)}
                  allowDeselect={false}
                  maw={320}
                />
              )}
              <Versions model={shown} />
            </Stack>
          )
        }}
      </Loaded>
    </Page>
  )
}

function Versions({ model }: { model: string }) {
  const { t, moment, measured, interval } = useWords()
  const versions = useGet<List<ModelVersionSummary>>(`/models/${enc(model)}/versions`)
  return (
    <Loaded query={versions}>
      {({ items }) => {
        const measures = [...new Set(items.flatMap((v) => v.measurements.map((m) => m.measure)))].slice(0, 3)
        return (
          <Panel title={model}>
            <PlainTable
              rows={items}
              id={(v) => String(v.version)}
              label={model}
              columns={[
                {
                  key: 'v',
                  head: t('models.version'),
                  cell: (v) => <To href={`/models/${enc(model)}/${v.version}`}>{`${model}@${v.version}`}</To>,
                },
                { key: 'a', head: t('models.aliases'), cell: (v) => v.aliases.map((a) => <Alias key={a} name={a} />) },
                { key: 'g', head: t('models.gate'), cell: (v) => <State of={v.gate} /> },
                ...measures.map((name) => ({
                  key: name,
                  head: name,
                  num: true,
                  cell: (v: ModelVersionSummary) => {
                    const m = v.measurements.find((x) => x.measure === name)
                    return m ? (
                      <>
                        {measured(m.value, m.unit)}
                        <div className="soft" style={{ fontSize: '0.78rem', whiteSpace: 'nowrap' }}>
                          {interval(m.low, m.high, m.unit)}
                        </div>
                      </>
                    ) : (
                      '–'
                    )
                  },
                })),
                { key: 't', head: t('data.made'), cell: (v) => <span className="num">{moment(v.createdAt)}</span> },
                { key: 'b', head: t('col.who'), cell: (v) => v.createdBy },
              ]}
            />
          </Panel>
        )
      }}
    </Loaded>
  )
}

export function Alias({ name }: { name: string }) {
  const { word } = useWords()
  return (
    <span
      style={{
        display: 'inline-block',
        padding: '0 8px',
        borderRadius: 10,
        background: 'var(--accent-soft)',
        color: 'var(--accent)',
        fontSize: '0.8rem',
        fontWeight: 600,
      }}
    >
      {word('alias', name)}
    </span>
  )
}
