"""How gunicorn serves the atlas; the address is given on its command line."""

workers = 2
worker_class = "sync"  # a view takes milliseconds of processor time: threads would only wait for one another
preload_app = False  # each worker opens its own database connections
accesslog = None
loglevel = "warning"
timeout = 60
graceful_timeout = 10
