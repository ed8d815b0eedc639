"""The API as documents: OpenAPI, AsyncAPI and TypeScript, and the page that shows them."""
