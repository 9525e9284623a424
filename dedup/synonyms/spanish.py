"""Spanish words of the news that mean nearly the same, by group."""

GROUPS = """
rechazar rechazó rechaza negarse / negar niega negó desmentir desmintió / acusación acusaciones acusar
denuncia / aprobar aprobó aprobado aprobación respaldar / dueño propietario propietaria casero / jefe
director directora presidente presidenta responsable / alcalde alcaldesa regidor / empresa compañía firma
grupo / policía agentes agente guardia / bomberos equipos rescate / incendio fuego llamas / herido heridos
lesiones herida / muerto muertos muerte fallecido fallecidos fallecer víctima víctimas / accidente choque
colisión / niño niños menor menores / coche vehículo automóvil / camión furgoneta / casa edificio vivienda
inmueble / tienda comercio local / dinero suma fondos / coste costo precio / beneficio beneficios ganancias
/ pérdida pérdidas déficit / deuda deudas / subir subida aumento aumentar crecer crecimiento / bajar bajada
descenso caer caída disminuir / trabajador trabajadores empleado empleados plantilla personal / empleo
puesto puestos / despedir despido despidos / sindicato sindicatos / huelga paro / comprar compra adquirir
adquisición / vender venta vendido / cerrar cierre cerrado / abrir apertura abierto reabrir / empezar
comenzar inicio comienzo / terminar final acabar finalizar / aplazar aplazado posponer / cancelar suspender
suspendido / construir construcción levantar / destruir destruido arrasar / daños dañar / robar robo robado
sustraer / ladrón sospechoso acusado / detener detenido detención arrestar arresto / huir fuga escapar /
tribunal juez jueza juzgado corte / condenar condena condenado pena cárcel prisión / absolver absuelto /
abogado abogada letrado / fiscal fiscalía / investigar investigación / exigir pedir reclamar solicitar /
criticar crítica denunciar / anunciar anuncio anunció / plan proyecto prever previsto / esperar esperanza /
prometer promesa / dimitir dimisión renunciar / elección elecciones votación / victoria ganar ganó / derrota
perder / hospital clínica / médico doctor doctora / enfermedad infección brote / paciente pacientes enfermo
enfermos / vecino vecinos habitantes residentes / ciudad municipio localidad / gobierno ejecutivo / unos
cerca alrededor aproximadamente
"""
