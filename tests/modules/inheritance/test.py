# SPDX-License-Identifier: MIT
import inheritance
from inheritance import Animal, Bird, ZooError, CageError, relations


def attempt(code):
    try:
        print(code, "->", eval(code))
    except Exception as e:
        print(code, "->", type(e).__name__ + ":", e)


# classes in C
a = Animal("ox")
b = Bird("owl")
print(a.name(), a.legs(), a.voice(), a.speak())
print(inheritance.legs_of(b), b.voice(), inheritance.speak(b), b.WINGS)
print(isinstance(b, Animal), isinstance(a, Bird), issubclass(Bird, Animal), issubclass(Animal, Bird))
print(relations(a), relations(b))
attempt("a.WINGS")
# methods of a parent in C are found by Python classes only
attempt("b.name()")
attempt("Animal.legs(5)")
attempt("inheritance.legs_of(5)")
attempt("Animal.legs(b)")


# Python classes derived from them
class Dog(Animal):
    sound = "woof"

    def __init__(self, name, age):
        super().__init__(name)
        self.age = age

    def voice(self):
        return self.sound

    def legs(self):
        return super().legs() - 1


class Puppy(Dog):
    sound = "yip"


class Parrot(Bird):
    def voice(self):
        return super().voice() + "!"


d = Dog("rex", 3)
print(d.name(), d.age, d.legs(), d.voice(), d.speak(), inheritance.speak(d), inheritance.legs_of(d))
d.age += 1
d.colour = "red"
print(d.age, d.colour, isinstance(d, Animal), type(d) is Dog)
p = Puppy("pup", 0)
print(p.name(), p.legs(), p.speak(), issubclass(Puppy, Animal), relations(p)[:2])
q = Parrot("polly")
print(q.name(), q.legs(), q.speak(), q.WINGS, relations(q)[:2])
attempt("Parrot()")
attempt("Dog('x')")


class Lazy(Animal):
    def __init__(self):
        pass


attempt("Lazy().legs()")

# exceptions
print(ZooError, CageError, issubclass(CageError, ZooError), issubclass(ZooError, Exception))
for which in (0, 1):
    try:
        inheritance.fail(which, "text %d" % which)
    except CageError as e:
        print("cage", repr(e), e.args, str(e))
    except ZooError as e:
        print("zoo", repr(e), e.args, str(e))
try:
    raise CageError(1, 2)
except Exception as e:
    print(repr(e), e.args, relations(e)[3:])


class PyError(ZooError):
    pass


try:
    raise PyError("derived")
except ZooError as e:
    print(type(e).__name__, e, relations(e)[3:])
