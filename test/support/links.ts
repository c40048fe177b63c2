/** What was found behind a link. */
export const found = { url: 'https://ads.example/1', site: 'ads.example', title: 'Road bike', price: '100.00', currency: 'EUR' };
