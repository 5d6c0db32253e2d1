"""The HTTP server: GraphQL over HTTP, health, GraphiQL, and the guards between the network and the schema."""

from kopukm_graphql.server.admission import ActorContext, OpenContext
from kopukm_graphql.server.application import create_application
from kopukm_graphql.server.documents import DocumentError, PreparedDocument
from kopukm_graphql.server.execution import Executor, InterpretingExecutor, OperationCall
from kopukm_graphql.server.health import ReadinessCheck
from kopukm_graphql.server.serving import serve
from kopukm_graphql.server.settings import Rate, ServerSettings, server_settings

__all__ = [
    "ActorContext",
    "DocumentError",
    "Executor",
    "InterpretingExecutor",
    "OpenContext",
    "OperationCall",
    "PreparedDocument",
    "Rate",
    "ReadinessCheck",
    "ServerSettings",
    "create_application",
    "serve",
    "server_settings",
]
