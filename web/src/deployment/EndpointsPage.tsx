import { enc } from '../api/client'
import { useGet } from '../api/queries'
import type { EndpointSummary, Page as List } from '../api/types'
import { Empty, Loaded, Page, To } from '../shared/Page'
import { State } from '../shared/State'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'

export default function EndpointsPage() {
  const { t, moment } = useWords()
  const endpoints = useGet<List<EndpointSummary>>('/endpoints')
  return (
    <Page title={t('nav.endpoints')} lead={t('endpoints.lead')}>
      <Loaded query={endpoints}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              what={t('endpoints.empty')}
              how={t('endpoints.empty.how')}
              command="rondo deploy MODEL@champion"
              next={['/models', t('nav.models')]}
            />
          ) : (
            <div className="panel">
              <PlainTable
                rows={items}
                id={(e) => e.name}
                label={t('nav.endpoints')}
                columns={[
                  { key: 'n', head: t('endpoints.endpoint'), cell: (e) => <To href={`/endpoints/${enc(e.name)}`}>{e.name}</To> },
                  { key: 's', head: t('runs.status'), cell: (e) => <State of={e.state} /> },
                  {
                    key: 'v',
                    head: t('models.version'),
                    cell: (e) =>
                      e.model && e.version !== null ? (
                        <To href={`/models/${enc(e.model)}/${e.version}`}>{`${e.model}@${e.version}`}</To>
                      ) : (
                        '–'
                      ),
                  },
                  { key: 'r', head: t('endpoints.revision'), cell: (e) => e.revision, num: true },
                  { key: 'c', head: t('endpoints.changed'), cell: (e) => <span className="num">{moment(e.changedAt)}</span> },
                ]}
              />
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}
