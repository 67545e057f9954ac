Q(package.sub)
Q(package.sub.deep)
