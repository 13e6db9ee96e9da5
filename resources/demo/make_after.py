# SPDX-FileCopyrightText: 2026 The Maquette authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the three pictures of each demo from shipped photographs, with Pillow and NumPy alone.

Run here; then pack each with: maquette edit run --before … --after … --image … --output … --save-board NAME.board"""
from PIL import Image, ImageEnhance, ImageFilter, ImageOps
import numpy as np
P='../photos/'
def load(n,side=640):
    im=Image.open(P+n).convert('RGB'); im.thumbnail((side,side),Image.LANCZOS); return im
# 1 warm evening: contrast, warmth, darker corners
im=load('cat.jpg'); a=np.asarray(im).astype(float)/255
b=np.clip((a-.5)*1.15+.5,0,1)**.92*np.array([1.10,1.0,.80])
h,w=b.shape[:2]; y,x=np.mgrid[0:h,0:w]; r2=((x-w/2)/(w/2))**2+((y-h/2)/(h/2))**2
b=b*(1-.28*r2/2)[...,None]
im.save('warm-before.png'); Image.fromarray((np.clip(b,0,1)*255+.5).astype(np.uint8)).save('warm-after.png'); load('mountains.jpg',900).save('warm-image.png')
# 2 pencil: the classic dodge of a gray picture by its blurred negative
im=load('flower.jpg'); g=np.asarray(ImageOps.grayscale(im)).astype(float)/255
bl=np.asarray(ImageOps.invert(ImageOps.grayscale(im)).filter(ImageFilter.GaussianBlur(3))).astype(float)/255
s=np.clip(g/(1-bl+1e-3),0,1); im.save('pencil-before.png'); Image.fromarray((np.stack([s]*3,-1)*255+.5).astype(np.uint8)).save('pencil-after.png'); load('room.jpg',900).save('pencil-image.png')
# 3 postcard: mirrored, sepia, cream frame
im=load('china.jpg'); m=ImageOps.mirror(im); a=np.asarray(m).astype(float)/255
g=(a@np.array([.299,.587,.114]))[...,None]; b=np.clip(g*np.array([1.1,.93,.72])+.03,0,1)
k=24; f=b.copy(); c=np.array([.96,.92,.82]); f[:k]=c; f[-k:]=c; f[:,:k]=c; f[:,-k:]=c
im.save('postcard-before.png'); Image.fromarray((f*255+.5).astype(np.uint8)).save('postcard-after.png'); load('hills.jpg',900).save('postcard-image.png')
