"""The frame around every page: middlewares, context, template tags and front-end assets."""
