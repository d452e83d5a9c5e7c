import { enc } from '../api/client'
import { useGet } from '../api/queries'
import type { DatasetSummary, Page as List } from '../api/types'
import { shortId } from '../shared/format'
import { Empty, Loaded, Page, To } from '../shared/Page'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'

export default function DatasetsPage() {
  const { t, count, moment } = useWords()
  const datasets = useGet<List<DatasetSummary>>('/datasets')
  return (
    <Page title={t('nav.data')} lead={t('data.lead')}>
      <Loaded query={datasets}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty what={t('data.empty')} how={t('data.empty.how')} command="rondo run import" next={['/', t('project.next')]} />
          ) : (
            <div className="panel">
              <PlainTable
                rows={items}
                id={(d) => d.name}
                label={t('nav.data')}
                columns={[
                  { key: 'name', head: t('data.dataset'), cell: (d) => <To href={`/data/${enc(d.name)}`}>{d.name}</To> },
                  { key: 'project', head: t('col.project'), cell: (d) => d.project },
                  { key: 'version', head: t('data.newest'), cell: (d) => count(d.latest.version), num: true },
                  { key: 'at', head: t('data.made'), cell: (d) => <span className="num">{moment(d.latest.createdAt)}</span> },
                  { key: 'by', head: t('col.who'), cell: (d) => d.latest.createdBy },
                  { key: 'digest', head: t('data.digest'), cell: (d) => <span className="mono soft">{shortId(d.latest.digest)}</span> },
                ]}
              />
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}
